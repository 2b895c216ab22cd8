// Uses the packages in a project that has installed them: loading an entry alone doesn't show that it works.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ecosystem } from "./ecosystems.ts";
import { Unfit } from "./unfit.ts";

const VECTORS = `
  import file from "@cdn-export/signer/vectors.json" with { type: "json" };
  console.log(file.vectors.length > 0 && file.vectors.length === file.count.all);
`;

/** Starts the program as a shell would, under the Node that runs this. */
const TERMINAL = `
  import { execFile } from "node:child_process";
  import { delimiter, dirname } from "node:path";
  import { promisify } from "node:util";
  import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";

  const cloud = await startEmulator({ runMs: 300, format: "csv" });
  const env = {
    ...process.env,
    PATH: dirname(process.execPath) + delimiter + process.env.PATH,
    HUAWEICLOUD_SDK_AK: DEMO_CREDENTIALS.ak,
    HUAWEICLOUD_SDK_SK: DEMO_CREDENTIALS.sk,
    CDN_EXPORT_ENDPOINT: cloud.url,
    CDN_EXPORT_STATE: "state",
  };
  const args = ["get", "uv", "www.example.com", "--last", "1d", "-o", "visitors"];
  const { stdout } = await promisify(execFile)("node_modules/.bin/cdn-export", args, { env });
  console.log(stdout.trim());
  await cloud.close();
`;

const TEST = `
  import { emulatorTest } from "@cdn-export/emulator/vitest";
  import { expect } from "vitest";

  emulatorTest("a test has a cloud", async ({ cloud }) => expect(cloud.tasks).toEqual([]));
`;

export function readVectors({ run }: Ecosystem, project: string): void {
  writeFileSync(join(project, "vectors.mjs"), VECTORS);
  if (run(project, ["vectors.mjs"]) !== "true")
    throw new Unfit("vectors.json doesn't contain as many vectors as it says.");
}

/** Exports on the terminal, and runs a test in vitest. @returns the names of these uses */
export function useTools({ run, test }: Ecosystem, project: string): string[] {
  if (!test) return [];
  writeFileSync(join(project, "terminal.mjs"), TERMINAL);
  const saved = run(project, ["terminal.mjs"]);
  if (saved !== "visitors.csv" || readFileSync(join(project, saved), "utf8") === "")
    throw new Unfit(`\`cdn-export get\` printed:\n${saved}`);
  writeFileSync(join(project, "cloud.test.mjs"), TEST);
  if (!/Tests\s+1 passed/.test(test(project))) throw new Unfit("the emulator's vitest fixture doesn't work.");
  return ["`cdn-export get`", "a test in vitest"];
}
