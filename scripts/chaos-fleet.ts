// `npm run chaos:fleet`: builds what has changed, then runs the fleet's chaos suite in this process.
import { build } from "./steps.ts";

build();
await import("../tools/chaos/src/fleet/chaos.ts");
