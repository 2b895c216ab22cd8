// run.mjs copies this file into the copy of the signer, two folders down.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { readScope } from "../../scopes.mjs";

// Each implementation of #runtime has its own tests. The other tests need only one of them.
const scope = readScope();

export default defineConfig({
  test: { include: scope.tests, isolate: false, pool: "threads", testTimeout: 30_000 },
  resolve: { alias: { "#runtime": fileURLToPath(new URL("src/runtime/node.ts", import.meta.url)) } },
});
