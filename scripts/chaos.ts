// `npm run chaos`: builds what has changed, then runs the chaos suite in this process.
import { runQuietly } from "./steps.ts";

if (!runQuietly("turbo", "run", "build")) {
  console.error("chaos: the packages could not be built: see above.");
  process.exit(1);
}
await import("../tools/chaos/src/main.ts");
