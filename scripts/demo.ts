// `npm run demo`: builds what has changed, then runs the demo in this process.
import { existsSync } from "node:fs";
import { build } from "./steps.ts";

if (!existsSync("packages/client/dist")) console.error("Building the packages ...");
build();
await import("../apps/quickstart/src/demo.ts");
