// `npm run demo:fleet`: builds what has changed, then runs the fleet's demo in this process.
import { build } from "./steps.ts";

build();
await import("../tools/chaos/src/fleet/demo.ts");
