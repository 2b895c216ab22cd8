import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { BIN, environment, newFolder, run } from "../scripts/run.ts";

/** Starts the emulator, waits for its output, uses it, and ends it with Ctrl-C. */
async function use(args: readonly string[], work: (url: string, printed: string) => Promise<void>) {
  const child = spawn(process.execPath, [BIN, "emulator", "--port", "0", ...args], { env: environment() });
  const closed = once(child, "close");
  const stderr = text(child.stderr);
  const [printed] = await Promise.race([once(child.stdout, "data"), closed]);
  const [url = ""] = /http:\/\/[\d.:]+/.exec(String(printed)) ?? [];
  try {
    await work(url, String(printed));
  } finally {
    child.kill("SIGINT");
  }
  const [code] = await closed;
  return { code, stderr: await stderr };
}

test("listens, prints the commands for another terminal, and exits with 0 on Ctrl-C while connections are open", async () => {
  const ended = await use([], async (url, printed) => {
    const [, ak, sk] = /export HUAWEICLOUD_SDK_AK=(\S+)\n +export HUAWEICLOUD_SDK_SK=(\S+)/.exec(printed) ?? [];
    const [, endpoint] = /export CDN_EXPORT_ENDPOINT=(\S+)/.exec(printed) ?? [];
    expect(endpoint).toBe(url);
    const env = { HUAWEICLOUD_SDK_AK: ak ?? "", HUAWEICLOUD_SDK_SK: sk ?? "", CDN_EXPORT_ENDPOINT: url };
    expect(await run(["doctor", "--live"], { env })).toMatchObject({ code: 0 });
    // This connection stays open.
    await (await fetch(url)).text();
  });
  expect(ended).toEqual({ code: 0, stderr: "" });
});

test("accepts the emulator's options, and prints no secret of a configuration", async () => {
  const config = join(newFolder(), "emulator.json");
  writeFileSync(config, JSON.stringify({ accounts: [{ ak: "AK1", sk: "made-up-secret", domainId: "1" }] }));
  await use(["--config", config, "--format", "csv", "--seed", "x", "--speed", "60"], async (_, printed) => {
    expect(printed).toContain("export HUAWEICLOUD_SDK_AK=AK1\n");
    expect(printed).not.toContain("made-up-secret");
  });
  await use(["--json"], async (url, printed) => {
    expect(JSON.parse(printed)).toEqual({ url, keys: ["EMULATORDEMOAK000001"] });
  });
});

test("its help lists every option of the emulator's own program", async () => {
  const { code, stdout } = await run(["emulator", "--help"]);
  expect(code).toBe(0);
  const source = readFileSync(join(import.meta.dirname, "../../../packages/emulator/src/cli/arguments.ts"), "utf8");
  const options = source.match(/^ {2}--\w+/gm)?.map((option) => option.trim()) ?? [];
  expect(options).toContain("--config");
  for (const option of options) expect(stdout).toContain(option);
});

test.each<[args: string[], message: RegExp]>([
  [["--port", "many"], /--port must be a number, not many/],
  [["--port", "99999"], /port must be a port from 0 to 65535/],
  [["--prot", "1"], /Did you mean --port\?/],
  [["--format", "pdf"], /format must be one of/],
  [["--config", "none.json"], /none\.json: there is no such file/],
  [["now"], /too many arguments/],
])("emulator %j prints one line and exits with 2", async (args, message) => {
  const { code, stdout, stderr } = await run(["emulator", ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^cdn-export: [^\n]+\n$/);
  expect(stderr).toMatch(message);
});

test("reports a port in use in one line", async () => {
  await use([], async (url) => {
    const { code, stderr } = await run(["emulator", "--port", new URL(url).port]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^cdn-export: .*the port is in use.*\n$/),
    });
  });
});
