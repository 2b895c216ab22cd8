// Runs the suite in Node, Bun or Deno. The runtime resolves the packages by its own conditions.
import { signSync } from "@cdn-export/signer/node";
import vectors from "@cdn-export/signer/vectors.json" with { type: "json" };
import { runSuite } from "./suite.ts";

const surroundings = JSON.parse(process.argv[2] ?? "{}");
console.log(JSON.stringify(await runSuite({ ...surroundings, vectors, signSync })));
