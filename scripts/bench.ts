// `npm run bench`: builds what has changed, then measures in this process.
import { runQuietly } from "./steps.ts";

if (!runQuietly("turbo", "run", "build", "--output-logs=errors-only")) process.exit(1);
await import("../tools/bench/src/main.ts");
