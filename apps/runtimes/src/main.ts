// Runs the contract suite on every runtime and writes the table into the signer's README.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { type Bundles, NotHere, RUNTIMES, type Runtime } from "./runtimes.ts";

interface Row {
  readonly name: string;
  readonly version: string;
  readonly result: string;
  readonly failures: readonly string[];
}

const README = path("../../../packages/signer/README.md");
const BETWEEN = /(<!-- runtimes -->\n).*?(<!-- \/runtimes -->)/s;

const bundles = await makeBundles();
const rows: Row[] = [];
for (const runtime of RUNTIMES) {
  const row = await rowOf(runtime, bundles);
  console.log(`${row.name} ${row.version}: ${row.result}`);
  for (const failure of row.failures.slice(0, 20)) console.log(`  ${failure}`);
  rows.push(row);
}

const table = [
  "| runtime | version | contract suite |",
  "| --- | --- | --- |",
  ...rows.map(({ name, version, result }) => `| ${name} | ${version} | ${result} |`),
].join("\n");
console.log(`\n${table}`);
const readme = readFileSync(README, "utf8");
writeFileSync(
  README,
  readme.replace(BETWEEN, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`),
);
process.exitCode = rows.some(({ failures }) => failures.length > 0) ? 1 : 0;

async function rowOf(runtime: Runtime, made: Bundles): Promise<Row> {
  try {
    const { version, passed, failures } = await runtime.run(made);
    const result = failures.length === 0 ? `${passed} passed` : `${passed} passed, **${failures.length} failed**`;
    return { name: runtime.name, version, result, failures };
  } catch (error) {
    const { name } = runtime;
    if (error instanceof NotHere) return { name, version: "", result: `not run: ${error.message}`, failures: [] };
    return { name, version: "", result: "**failed to run**", failures: [String(error)] };
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
