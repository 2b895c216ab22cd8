// `npm run demo`: builds what has changed, then runs the demo in this process.
import { runQuietly } from "./steps.ts";

if (!runQuietly("turbo", "run", "build", "--output-logs=errors-only")) {
  console.error("demo: the packages could not be built: see above.");
  process.exit(1);
}
await import("../apps/quickstart/src/demo.ts");
