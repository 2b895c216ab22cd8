// `npm run bench`: builds what has changed, then measures in this process.
import { build } from "./steps.ts";

build();
await import("../tools/bench/src/main.ts");
