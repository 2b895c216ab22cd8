// `npm run demo`: builds what has changed, then runs the demo in this process.
import { existsSync } from "node:fs";
import { runQuietly } from "./steps.ts";

if (!existsSync("packages/client/dist")) console.error("Building the packages ...");
if (!runQuietly("turbo", "run", "build")) {
  console.error("demo: the packages could not be built: see above.");
  process.exit(1);
}
await import("../apps/quickstart/src/demo.ts");
