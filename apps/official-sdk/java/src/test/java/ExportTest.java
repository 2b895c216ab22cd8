import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.core.auth.GlobalCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test with the emulator: it starts before the first test, and stops after the last. */
class ExportTest {
    private static Process emulator;
    private static String endpoint;

    @BeforeAll
    static void startEmulator(@TempDir Path folder) throws Exception {
        String command = System.getenv().getOrDefault("CDN_EXPORT_EMULATOR", "npx cdn-export-emulator");
        Path portFile = folder.resolve("port");
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--port", "0", "--port-file", portFile.toString(), "--format", "csv", "--exit-with-parent"));
        // Standard input is a pipe. It closes when this program exits, even if it's killed, and the emulator then stops.
        emulator = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        while (!Files.exists(portFile)) {
            assertTrue(emulator.isAlive(), "the emulator didn't start");
            Thread.sleep(50);
        }
        endpoint = "http://127.0.0.1:" + Files.readString(portFile).trim();
    }

    @AfterAll
    static void stopEmulator() throws Exception {
        emulator.destroy();
        emulator.waitFor();
    }

    @Test
    void exportsTheTopUrlsOfADay() throws Exception {
        ExportTasks client = ExportTasks.newBuilder()
                .withCredential(new GlobalCredentials().withAk("EMULATORDEMOAK000001").withSk("not-a-secret-demo-sk"))
                .withEndpoint(endpoint)
                .build();
        byte[] file = Export.export(client, Map.of(
                "action", "top_url_detail",
                "domain_name", "www.example.com",
                "start_time", 1793980800000L,
                "end_time", 1794067200000L,
                "language", "en"));
        assertTrue(new String(file, StandardCharsets.UTF_8).startsWith("Rank,URL,Requests\r\n"));
    }
}
