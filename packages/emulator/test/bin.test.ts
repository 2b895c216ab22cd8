import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSignedFetch } from "@cdn-export/signer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readArguments } from "../src/cli/arguments.ts";
import { startInTerminal } from "../src/cli.ts";
import { DEMO_CREDENTIALS } from "../src/index.ts";

const BIN = fileURLToPath(new URL("../src/bin.ts", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cdn-export-emulator-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the binary to its end, or until `use` has used it. */
async function run(args: string[], use?: (url: string) => Promise<void>) {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder });
  const result = { code: Number.NaN, stdout: "", stderr: "" };
  const listening = new Promise<string>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      result.stdout += text;
      const url = /listens on (\S+)\n/.exec(result.stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    result.stderr += text;
  });
  const closed = once(child, "close");
  if (use) {
    const url = await Promise.race([listening, closed.then(() => "")]);
    try {
      if (url !== "") await use(url);
    } finally {
      child.kill("SIGTERM");
    }
  }
  [result.code] = await closed;
  return result;
}

const config = async (value: unknown) => {
  await writeFile(join(folder, "emulator.json"), typeof value === "string" ? value : JSON.stringify(value));
  return ["--config", "emulator.json", "--port", "0"];
};

test("the binary prints where it listens, and ends with 0 on SIGTERM", async () => {
  const { code, stderr } = await run(["--port", "0", "--format", "csv"], async (url) => {
    expect((await fetch(`${url}/v1/cdn/statistics/export-tasks`)).status).toBe(401);
    expect((await fetch(`${url}/_emulator/clock`)).status).toBe(200);
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("the binary reads options with a clock and faults from JSON, and prints no secret", async () => {
  const accounts = [{ ak: "AK1", sk: "made-up-secret", domainId: "1" }];
  const faults = [{ at: "list", what: "html" }];
  const args = await config({ accounts, faults, clock: { manual: "2026-11-08T02:00:00Z" } });
  const { stdout, stderr } = await run(args, async (url) => {
    expect(await (await fetch(`${url}/_emulator/clock`)).json()).toMatchObject({ date: "2026-11-08T02:00:00.000Z" });
    expect(await (await fetch(`${url}/_emulator/faults`)).json()).toMatchObject({ pending: faults });
  });
  expect(stdout).toContain("export HUAWEICLOUD_SDK_AK=AK1\n");
  expect(stdout + stderr).not.toContain("made-up-secret");
});

test.each([
  ["UTF-8 with a byte order mark", (text: string) => Buffer.from(`\ufeff${text}`)],
  ["UTF-16, as PowerShell 5 writes it", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16 in the other byte order", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
])("a config in %s is read", async (_, encode) => {
  await writeFile(join(folder, "emulator.json"), encode('{ "clock": { "manual": "2026-11-08T02:00:00Z" } }'));
  const { stderr } = await run(["--config", "emulator.json", "--port", "0"], async (url) => {
    expect(await (await fetch(`${url}/_emulator/clock`)).json()).toMatchObject({ date: "2026-11-08T02:00:00.000Z" });
  });
  expect(stderr).toBe("");
});

test("--port-file contains the port while the emulator listens", async () => {
  const file = join(folder, "port");
  const { code } = await run(["--port", "0", "--port-file", file], async (url) => {
    expect(await readFile(file, "utf8")).toBe(`${new URL(url).port}\n`);
  });
  expect(code).toBe(0);
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

test("a port file that can't be written ends the binary with one line", async () => {
  const { code, stdout, stderr } = await run(["--port", "0", "--port-file", join(folder, "none", "port")]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^cdn-export-emulator: ENOENT: [^\n]+\n$/);
});

test("--exit-with-parent ends the binary when its parent exits, even if the parent is killed", async () => {
  const file = join(folder, "port");
  const start = `require("node:child_process").spawn(process.execPath, ${JSON.stringify([BIN, "--port", "0", "--port-file", file, "--exit-with-parent"])}, { stdio: ["pipe", "inherit", "inherit"] })`;
  const parent = spawn(process.execPath, ["-e", start]);
  let url = "";
  for await (const chunk of parent.stdout) {
    url = /listens on (\S+)\n/.exec(String(chunk))?.[1] ?? url;
    if (url !== "") break;
  }
  expect((await fetch(`${url}/_emulator/health`)).status).toBe(200);
  const closed = once(parent, "close");
  parent.kill("SIGKILL");
  // The emulator shares the parent's stderr, so the stream closes only when both have ended.
  await closed;
  await expect(fetch(`${url}/_emulator/health`)).rejects.toThrow("fetch failed");
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

test("--log prints a line per request, and what was signed wrong", async () => {
  const { stderr } = await run(["--port", "0", "--log"], async (url) => {
    const list = `${url}/v1/cdn/statistics/export-tasks`;
    await createSignedFetch(DEMO_CREDENTIALS)(`${list}?limit=1`);
    await createSignedFetch({ ...DEMO_CREDENTIALS, sk: "another" })(list);
  });
  expect(stderr.split("\n")).toEqual([
    "GET /v1/cdn/statistics/export-tasks 200",
    expect.stringMatching(/^GET \/v1\/cdn\/statistics\/export-tasks 401 APIGW\.0301 wrong signature: .*secret key/),
    "",
  ]);
});

test("--help prints help and starts nothing", async () => {
  const { code, stdout } = await run(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("cdn-export-emulator [options]");
});

test("an invalid argument ends the binary with one line and code 1", async () => {
  const { code, stdout, stderr } = await run(["--port", "many"]);
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: "",
    stderr: "cdn-export-emulator: --port must be a number, not many\n",
  });
});

/** The error for arguments, without a process. */
async function problem(args: string[]): Promise<string> {
  try {
    const { close } = await startInTerminal(readArguments(args) ?? {}, () => {});
    await close();
    return "nothing";
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  [["--port", "99999"], "port must be a port from 0 to 65535, or false, not 99999"],
  [["--format", "pdf"], 'format must be one of "xlsx", "csv", "gzip", "zip", not "pdf"'],
  [["--speed", "0"], "the speed of a clock must be above 0, not 0"],
  [["--colour"], "Unknown option '--colour'. See --help"],
  [["--config", "none.json"], "none.json: there is no such file"],
  [["--port", "0", "--seed", "x", "--host", "localhost", "--speed", "60"], "nothing"],
])("the result of %j is: %s", async (args, message) => {
  expect(await problem(args)).toBe(message);
});

test.each([
  ["{", /emulator\.json: Expected property name/],
  [[], /emulator\.json: it isn't a JSON object$/],
  [{ runms: 1 }, /emulator\.json: there is no option "runms"$/],
  [{ clock: "sundial" }, /emulator\.json: clock must be "real", \{ "manual": start \} or \{ "speed": number \}$/],
  [{ clock: { manual: "soon" } }, /emulator\.json: a clock starts at .*, not "soon"$/],
  [{ faults: [{ at: "list", what: "explode" }] }, /^fault: what must be one of/],
  [{ accounts: [{ ak: "a" }] }, /^account 0: ak, sk and domainId are required$/],
  [{ clock: { speed: 60, start: 0 }, throttle: { calls: 5, perMs: 1000 } }, /^nothing$/],
])("the result of the configuration %j is: %s", async (value, message) => {
  const [option = "", file = "", ...rest] = await config(value);
  const found = await problem([option, join(folder, file), ...rest]);
  expect(found).toMatch(message);
  expect(found).not.toContain("\n");
});
