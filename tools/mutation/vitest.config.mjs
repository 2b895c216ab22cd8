// Copied beside the copy of the signer, two folders below this one.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { readScope } from "../../scopes.mjs";

// Each implementation of #runtime has tests of its own: one is enough beneath the others.
const scope = readScope();

export default defineConfig({
  test: { include: scope.tests, isolate: false, pool: "threads" },
  resolve: { alias: { "#runtime": fileURLToPath(new URL("src/runtime/node.ts", import.meta.url)) } },
});
