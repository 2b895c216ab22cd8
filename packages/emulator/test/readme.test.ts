import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createSignedFetch } from "@cdn-export/signer";
import { expect, test } from "vitest";
import { FAULT_KINDS } from "../src/faults/check-fault.ts";
import * as emulator from "../src/index.ts";
import { OPTIONS } from "../src/options/settings.ts";

const run = promisify(execFile);
const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

/** The first code block in a language that starts with `begin`. */
function block(language: string, begin = ""): string {
  return new RegExp(`\`\`\`${language}\n(${begin}.*?)\`\`\``, "s").exec(readme)?.[1] ?? "";
}

test("the README's example runs", async () => {
  const body = block("ts").replace(/^import .*\n/gm, "");
  const names = { ...emulator, createSignedFetch };
  const example = new Function(...Object.keys(names), `return (async () => { ${body}; return csv; })()`);
  expect(await example(...Object.values(names))).toMatch(/^Start \(GMT\+8\),End \(GMT\+8\),Unique visitors\r\n2026-/);
});

test("the README's test file runs under vitest", { timeout: 60_000 }, async () => {
  // Inside the package, so that imports of its name resolve.
  const folder = fileURLToPath(new URL("../.readme", import.meta.url));
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, "readme.test.ts"), block("typescript"));
    const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
    const results = join(folder, "results.json");
    await run(process.execPath, [vitest, "run", "--root", folder, "--reporter=json", `--outputFile=${results}`]);
    expect(JSON.parse(await readFile(results, "utf8"))).toMatchObject({ numPassedTests: 1, success: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the README's variables are those of the demo account", async () => {
  const { stdout } = await run("sh", ["-c", `${block("sh", "export ")}\nenv`], { env: {} });
  const { ak, sk } = emulator.DEMO_CREDENTIALS;
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining([
      "HUAWEICLOUD_SDK_REGION_CDN_CN_NORTH_1=http://127.0.0.1:4010",
      "HUAWEICLOUD_SDK_IAM_ENDPOINT=http://127.0.0.1:4010",
      `HUAWEICLOUD_SDK_AK=${ak}`,
      `HUAWEICLOUD_SDK_SK=${sk}`,
      `CLOUD_SDK_AK=${ak}`,
      `CLOUD_SDK_SK=${sk}`,
    ]),
  );
});

test("the README names every option and every fault", () => {
  for (const name of [...Object.keys(OPTIONS), ...FAULT_KINDS]) expect(readme).toContain(`\`${name}`);
});
