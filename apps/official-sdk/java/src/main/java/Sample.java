import com.huaweicloud.sdk.cdn.v2.region.CdnRegion;
import com.huaweicloud.sdk.core.auth.GlobalCredentials;
import com.huaweicloud.sdk.core.exception.SdkException;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import java.util.Map;

/**
 * The smallest program: creates an export task with an empty request, and prints the response or the error. It reads
 * CLOUD_SDK_AK and CLOUD_SDK_SK from the environment.
 */
public final class Sample {
    public static void main(String[] args) {
        GlobalCredentials credentials = new GlobalCredentials()
                .withAk(System.getenv("CLOUD_SDK_AK"))
                .withSk(System.getenv("CLOUD_SDK_SK"));
        try {
            ExportTasks client = ExportTasks.newBuilder()
                    .withCredential(credentials)
                    .withRegion(CdnRegion.valueOf("cn-north-1"))
                    .build();
            System.out.println("created: " + client.create(Map.of()).getHttpStatusCode());
        } catch (SdkException error) {
            print(error);
            System.exit(1);
        }
    }

    /** If the look-up of the account ID fails, the exception with the response is among the causes. */
    static void print(SdkException error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof ServiceResponseException)) cause = cause.getCause();
        if (cause == null) {
            System.err.println(error.getMessage());
            return;
        }
        ServiceResponseException response = (ServiceResponseException) cause;
        System.err.printf("status: %d%nrequest id: %s%ncode: %s%nmessage: %s%n", response.getHttpStatusCode(),
                response.getRequestId(), response.getErrorCode(), response.getErrorMsg());
    }
}
