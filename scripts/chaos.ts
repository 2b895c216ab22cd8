// `npm run chaos`: builds what has changed, then runs the chaos suite in this process.
import { build } from "./steps.ts";

build();
await import("../tools/chaos/src/main.ts");
