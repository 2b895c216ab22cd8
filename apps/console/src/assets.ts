// Files that the CLI's package contains beside its code.
import { join } from "node:path";

const ROOT: string = join(import.meta.dirname, "..", "..", "..");

/** The folder of the built page. */
export const PAGE: string = join(ROOT, "apps/console/dist/page");

/** The sample programs by the name that they get. They run against the emulator in the tests of their packages. */
export const SAMPLES: Readonly<Record<string, string>> = {
  "example.ts": join(ROOT, "apps/quickstart/src/example.ts"),
  "sample.py": join(ROOT, "apps/official-sdk/python/sample.py"),
  "Sample.java": join(ROOT, "apps/official-sdk/java/src/main/java/Sample.java"),
  "ExportTasks.java": join(ROOT, "apps/official-sdk/java/src/main/java/ExportTasks.java"),
  "main.go": join(ROOT, "apps/official-sdk/go/sample/main.go"),
  "sample.ts": join(ROOT, "apps/official-sdk/node/sample.ts"),
  "cdn-client.ts": join(ROOT, "apps/official-sdk/node/cdn-client.ts"),
};
