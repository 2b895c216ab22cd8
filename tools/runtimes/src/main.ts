// Runs the contract suite on every runtime, and writes the results into results.json and the signer's README.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { type Bundles, NotInstalled, RUNTIMES, type Runtime } from "./runtimes.ts";
import { type Row, readRows, tableOf, writeRows } from "./table.ts";

const bundles = await makeBundles();
const before = readRows();
const rows: Row[] = [];
for (const runtime of RUNTIMES) {
  const row = await rowOf(runtime, bundles);
  if (row) rows.push(row);
}
console.log(`\n${tableOf(rows)}`);
writeRows(rows);
if (rows.some(({ failed }) => failed > 0)) process.exitCode = 1;
const counts = (found: readonly Row[]) => found.map(({ name, passed }) => `${name}: ${passed}`).join();
if (process.env.CI && counts(rows) !== counts(before)) {
  console.error(
    "The table has other counts than the suite: run `npm run test:runtimes` and commit the files that it writes.",
  );
  process.exitCode = 1;
}

/** The result of a runtime. A machine without the runtime keeps the earlier result. */
async function rowOf({ name, run }: Runtime, made: Bundles): Promise<Row | undefined> {
  try {
    const { version, passed, failures } = await run(made);
    console.log(`${name} ${version}: ${passed} passed, ${failures.length} failed`);
    for (const failure of failures.slice(0, 20)) console.log(`  ${failure}`);
    return { name, version, passed, failed: failures.length };
  } catch (error) {
    // CI has every runtime, so a missing one is a failure there.
    if (!(error instanceof NotInstalled) || process.env.CI) process.exitCode = 1;
    console.log(`${name}: ${error instanceof NotInstalled ? `not run: ${error.message}` : `failed to run: ${error}`}`);
    return before.find((row) => row.name === name);
  }
}

async function makeBundles(): Promise<Bundles> {
  mkdirSync(path("../dist"), { recursive: true });
  const serverFile = path("../dist/on-server.js");
  writeFileSync(serverFile, await bundle("on-server.ts", { platform: "node", external: /^@cdn-export\// }));
  return {
    serverFile,
    workerScript: await bundle("on-worker.ts", {
      platform: "neutral",
      conditions: ["workerd", "worker", "import", "default"],
    }),
    pageScript: await bundle("on-page.ts", {
      platform: "browser",
      conditions: ["browser", "import", "default"],
      format: "iife",
    }),
  };
}

interface BundleOptions {
  platform: "node" | "neutral" | "browser";
  external?: RegExp;
  conditions?: string[];
  format?: "esm" | "iife";
}

async function bundle(
  entry: string,
  { platform, external, conditions, format = "esm" }: BundleOptions,
): Promise<string> {
  const build = await rolldown({
    input: path(entry),
    platform,
    ...(external && { external }),
    resolve: { ...(conditions && { conditionNames: conditions }), mainFields: ["module", "main"] },
  });
  const { output } = await build.generate({ format, codeSplitting: false });
  return output[0].code;
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
