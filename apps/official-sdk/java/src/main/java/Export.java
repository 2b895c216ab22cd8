import com.huaweicloud.sdk.cdn.v2.region.CdnRegion;
import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.auth.GlobalCredentials;
import com.huaweicloud.sdk.core.exception.SdkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Exports the statistics of one domain: creates a task, finds it, polls it, downloads its file and prints it. It reads
 * CLOUD_SDK_AK, CLOUD_SDK_SK and CDN_EXPORT_ENDPOINT from the environment. Arguments: action, domain, start and end, such as
 * top_url_detail www.example.com 1793980800000 1794067200000.
 */
public final class Export {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            byte[] file = export(newClient(), Map.of(
                    "action", args[0],
                    "domain_name", args[1],
                    "start_time", Long.parseLong(args[2]),
                    "end_time", Long.parseLong(args[3]),
                    "language", "en"));
            System.err.println("downloaded " + file.length + " bytes");
            System.out.write(file);
            System.out.flush();
        } catch (SdkException error) {
            Sample.print(error);
            System.exit(1);
        } catch (IllegalStateException error) {
            System.err.println(error.getMessage());
            System.exit(1);
        }
    }

    static ExportTasks newClient() {
        GlobalCredentials credentials = new GlobalCredentials()
                .withAk(System.getenv("CLOUD_SDK_AK"))
                .withSk(System.getenv("CLOUD_SDK_SK"));
        // Temporary credentials have a token.
        String token = System.getenv("CLOUD_SDK_SECURITY_TOKEN");
        if (token != null) credentials.withSecurityToken(token);
        ClientBuilder<ExportTasks> builder = ExportTasks.newBuilder().withCredential(credentials);
        // With an endpoint instead of a region, the SDK doesn't ask IAM for the account ID.
        String endpoint = System.getenv("CDN_EXPORT_ENDPOINT");
        return endpoint == null
                ? builder.withRegion(CdnRegion.valueOf("cn-north-1")).build()
                : builder.withEndpoint(endpoint).build();
    }

    static byte[] export(ExportTasks client, Map<String, Object> query) throws IOException, InterruptedException {
        // The response to create has no task ID, so the new task is the one that wasn't listed before.
        Set<String> known = tasks(client).stream().map(task -> task.taskId).collect(Collectors.toSet());
        client.create(query);
        System.err.println("created");
        boolean found = false;
        Instant deadline = Instant.now().plus(timeout());
        while (Instant.now().isBefore(deadline)) {
            Optional<ExportTasks.Task> task =
                    tasks(client).stream().filter(one -> !known.contains(one.taskId)).findFirst();
            if (task.isPresent() && !found) {
                System.err.println("found " + task.get().taskId);
                found = true;
            }
            String status = task.map(one -> one.status).orElse("");
            if (status.equals("success")) {
                System.err.println("success");
                return download(task.get().downloadLink);
            }
            if (status.equals("fail")) throw new IllegalStateException("the task failed");
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        // The service reports most errors in a query with status 200, which the SDK doesn't show.
        throw new IllegalStateException("no finished task: was the query valid?");
    }

    private static List<ExportTasks.Task> tasks(ExportTasks client) {
        List<ExportTasks.Task> data = client.list().data;
        return data == null ? List.of() : data;
    }

    /** Reads a presigned link, which needs no credentials. */
    private static byte[] download(String link) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(link)).build();
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the download link responded with " + response.statusCode());
        }
        return response.body();
    }

    /** EXPORT_TIMEOUT in seconds, or half an hour. */
    private static Duration timeout() {
        return Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("EXPORT_TIMEOUT", "1800")));
    }
}
