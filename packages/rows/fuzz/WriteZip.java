import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zip files with Java's ZipOutputStream. Reads `LEVEL NAME BASE64 NAME BASE64 ...` a line; the fields are in base64. */
public class WriteZip {
  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] fields = line.split(" ");
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(file)) {
        zip.setLevel(Integer.parseInt(fields[0]));
        for (int i = 1; i + 1 < fields.length; i += 2) {
          zip.putNextEntry(new ZipEntry(new String(Base64.getDecoder().decode(fields[i]), StandardCharsets.UTF_8)));
          zip.write(Base64.getDecoder().decode(fields[i + 1]));
          zip.closeEntry();
        }
      }
      System.out.println(Base64.getEncoder().encodeToString(file.toByteArray()));
    }
  }
}
