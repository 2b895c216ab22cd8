// `npm run demo`: builds what has changed, then runs the demo in this process. With --ui: the page in the browser instead, with three
// months of made-up data.
import { existsSync } from "node:fs";
import { build } from "./steps.ts";

if (!existsSync("packages/client/dist")) console.error("Building the packages ...");
build();
if (process.argv.includes("--ui")) await import("./demo-ui.ts");
else await import("../apps/quickstart/src/demo.ts");
