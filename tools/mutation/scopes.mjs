import { readFileSync } from "node:fs";

// The signer in three parts, each with the tests that are about it: a mutant meets few tests, and soon.

export const SCOPES = {
  // The algorithm and what stands on it.
  core: {
    mutate: [
      "src/{base,steps,crypto,sign,runtime,verify,fetch}/*.ts",
      "!src/runtime/contract.ts",
      "!src/base/{constants,credentials,secrets}.ts",
    ],
    tests: ["test/{sign,signed-fetch,verify,crypto}.test.ts", "test/credentials/credential-chain.test.ts"],
  },
  credentials: { mutate: ["src/credentials/*.ts"], tests: ["test/credentials/*.test.ts"] },
  // Not its guesses in words, which the gallery of snapshots holds.
  explain: {
    mutate: ["src/base/secrets.ts", "src/explain/*.ts", "!src/explain/{causes,diagnose,draw,payloads}.ts"],
    tests: ["test/explain/*.test.ts"],
  },
};

/** The one that Stryker and vitest are started for: run.mjs leaves its name beside the copy. */
export const readScope = () => SCOPES[readFileSync(new URL("dist/scope", import.meta.url), "utf8")];
