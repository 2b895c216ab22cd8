import { readFileSync } from "node:fs";

// The signer in three parts, each with its own tests, so that a mutant needs few tests to be killed.

export const SCOPES = {
  // The algorithm, and the code that uses it.
  core: {
    mutate: [
      "src/{base,steps,crypto,sign,runtime,verify,fetch}/*.ts",
      "!src/runtime/contract.ts",
      "!src/base/{constants,credentials,decode-text,secrets}.ts",
    ],
    tests: ["test/{sign,signed-fetch,verify,crypto}.test.ts", "test/credentials/credential-chain.test.ts"],
  },
  credentials: { mutate: ["src/credentials/*.ts"], tests: ["test/credentials/*.test.ts"] },
  // Without the texts of the explanations, which the snapshots of the gallery check.
  explain: {
    mutate: [
      "src/base/{decode-text,secrets}.ts",
      "src/explain/*.ts",
      "!src/explain/{causes,diagnose,draw,payloads}.ts",
    ],
    tests: ["test/explain/*.test.ts"],
  },
};

/** Returns the scope that Stryker and vitest run. run.mjs writes its name next to the copy. */
export const readScope = () => SCOPES[readFileSync(new URL("dist/scope", import.meta.url), "utf8")];
