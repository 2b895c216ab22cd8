import com.fasterxml.jackson.annotation.JsonProperty;
import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.SdkResponse;
import com.huaweicloud.sdk.core.http.FieldExistence;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;
import java.util.List;
import java.util.Map;

/**
 * The two export calls, defined as the SDK defines its own. Replace this class with the SDK's CdnClient once its version on
 * Maven Central has createExportTask and listExportTasks.
 */
public final class ExportTasks {
    private static final String PATH = "/v1/cdn/statistics/export-tasks";

    private static final HttpRequestDef<CreateRequest, CreateResponse> CREATE =
            HttpRequestDef.builder(HttpMethod.POST, CreateRequest.class, CreateResponse.class)
                    .withName("CreateExportTask")
                    .withUri(PATH)
                    .withContentType("application/json")
                    .withRequestField("body", LocationType.Body, FieldExistence.NULL_IGNORE, Map.class,
                            field -> field.withMarshaller(CreateRequest::getBody, CreateRequest::setBody))
                    .build();

    private static final HttpRequestDef<ListRequest, ListResponse> LIST =
            HttpRequestDef.builder(HttpMethod.GET, ListRequest.class, ListResponse.class)
                    .withName("ListExportTasks")
                    .withUri(PATH)
                    .withContentType("application/json")
                    .withRequestField("limit", LocationType.Query, FieldExistence.NULL_IGNORE, Integer.class,
                            field -> field.withMarshaller(ListRequest::getLimit, ListRequest::setLimit))
                    .build();

    private final HcClient client;

    private ExportTasks(HcClient client) {
        this.client = client;
    }

    public static ClientBuilder<ExportTasks> newBuilder() {
        return new ClientBuilder<>(ExportTasks::new, "GlobalCredentials");
    }

    public CreateResponse create(Map<String, Object> query) {
        CreateRequest request = new CreateRequest();
        request.setBody(query);
        return client.syncInvokeHttp(request, CREATE);
    }

    public ListResponse list() {
        ListRequest request = new ListRequest();
        request.setLimit(100);
        return client.syncInvokeHttp(request, LIST);
    }

    public static final class CreateRequest {
        private Map<String, Object> body;

        public Map<String, Object> getBody() {
            return body;
        }

        @SuppressWarnings("unchecked")
        public void setBody(Map<?, ?> body) {
            this.body = (Map<String, Object>) body;
        }
    }

    public static final class CreateResponse extends SdkResponse {}

    public static final class ListRequest {
        private Integer limit;

        public Integer getLimit() {
            return limit;
        }

        public void setLimit(Integer limit) {
            this.limit = limit;
        }
    }

    public static final class ListResponse extends SdkResponse {
        @JsonProperty("total")
        public Integer total;

        @JsonProperty("data")
        public List<Task> data;
    }

    public static final class Task {
        @JsonProperty("task_id")
        public String taskId;

        @JsonProperty("task_name")
        public String taskName;

        @JsonProperty("status")
        public String status;

        @JsonProperty("download_link")
        public String downloadLink;
    }
}
