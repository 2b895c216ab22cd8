// `npm run spec:upstream -- PATH`: reports what differs between the spec and an unpacked Python SDK. Ends with 1 if
// something differs, and with 2 if the SDK can't be read. --record stores the texts that the spec has been checked with.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SpecError } from "../source.ts";
import { loadSpec } from "../spec.ts";
import { compare, type Texts } from "./compare.ts";
import { readSdk, UpstreamError } from "./read-sdk.ts";

const HOW = `To get the newest Python SDK:

  pip download --no-deps --dest sdk huaweicloudsdkcdn
  unzip -q sdk/huaweicloudsdkcdn-*.whl -d sdk
  npm run spec:upstream -- sdk`;

interface Recorded {
  /** Version of the SDK that the spec was last checked with. */
  version: string;
  texts: Texts;
}

const { values, positionals } = parseArgs({
  options: {
    record: { type: "boolean", default: false },
    // In tests, a copy of the repository.
    root: { type: "string", default: join(import.meta.dirname, "../../../..") },
  },
  allowPositionals: true,
});

try {
  process.exitCode = await main(positionals[0]);
} catch (error) {
  if (!(error instanceof UpstreamError || error instanceof SpecError)) throw error;
  console.error(error.message);
  if (error instanceof UpstreamError) console.error(`\n${HOW}`);
  process.exitCode = 2;
}

async function main(path: string | undefined): Promise<number> {
  if (path === undefined) throw new UpstreamError("The folder of the unpacked SDK is missing.");
  const file = join(values.root, "spec/upstream.json");
  const recorded = await readRecorded(file);
  const sdk = await readSdk(path);
  const { differences, texts } = await compare(await loadSpec(join(values.root, "spec")), sdk, recorded.texts);
  for (const difference of differences) console.log(difference);
  if (values.record) {
    await writeFile(file, `${JSON.stringify({ version: sdk.version, texts }, null, 2)}\n`);
    console.log(`Recorded the texts of ${sdk.version}.`);
    return 0;
  }
  console.log(
    differences.length === 0
      ? `No difference between the spec and ${sdk.version}; the spec was last checked with ${recorded.version}.`
      : `${differences.length} differences between the spec and ${sdk.version}; the spec was last checked with ${recorded.version}. ` +
          "Change the spec, with evidence `sdk (DATE)`, then run the command again with --record.",
  );
  return differences.length === 0 ? 0 : 1;
}

async function readRecorded(file: string): Promise<Recorded> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return { version: "no version", texts: {} };
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SpecError([`spec/upstream.json isn't JSON: ${(error as Error).message}`]);
  }
}
