// Defines the suite as a global function of a page.
import vectors from "@cdn-export/signer/vectors.json" with { type: "json" };
import { runSuite } from "./suite.ts";

Object.assign(globalThis, {
  runSuite: (surroundings: Parameters<typeof runSuite>[0]) => runSuite({ ...surroundings, vectors }),
});
