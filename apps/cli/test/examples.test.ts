// Runs every example in the help and in the READMEs, unchanged, in a shell against the emulator.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reference } from "../scripts/reference.ts";
import { BIN, environment, newFolder, run } from "../scripts/run.ts";

/** Run until they are stopped; emulator.test.ts and ui.test.ts start them. */
const ENDLESS = /cdn-export (emulator|ui)/;
/** Needs a response of the real service, or a database. */
const ELSEWHERE = /myhuaweicloud\.com\/v1\/\.\.\.|cdn-export fleet/;

/** One file per day: three are enough. */
const FEWER_DAYS = ["--last 30d", "--last 3d"] as const;

const inHelp = [...reference().matchAll(/^ {2}# .*\n {2}(.*)$/gm)].map(([, line = ""]) => line);
const inReadmes = ["../../../README.md", "../../../README.zh-CN.md", "../README.md"].flatMap((file) =>
  [...readFileSync(join(import.meta.dirname, file), "utf8").matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(
    ([, block = ""]) => block.split("\n").filter((line) => /^(15 13|cdn-export )/.test(line)),
  ),
);
const examples = [...new Set([...inHelp, ...inReadmes.map((line) => line.replace(/ +#.*/, ""))])].filter(
  (line) => !ENDLESS.test(line) && !ELSEWHERE.test(line),
);

let cloud: Emulator;
let cwd: string;
let env: Record<string, string>;

beforeAll(async () => {
  cloud = await startEmulator({ runMs: 0, createBody: "task-id" });
  cwd = newFolder();
  const bin = newFolder();
  writeFileSync(join(bin, "cdn-export"), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(bin, "cdn-export"), 0o755);
  // A stand-in for jq, which may not be installed.
  writeFileSync(join(bin, "jq"), "#!/bin/sh\nexec cat\n");
  chmodSync(join(bin, "jq"), 0o755);
  env = { ...environment(), CDN_EXPORT_ENDPOINT: cloud.url, PATH: `${bin}:${process.env.PATH}` };

  // The files that the examples use.
  const query = ["top_url_detail", "www.example.com", "--on", "2026-11-01", "-o", "top-urls.xlsx", "--language", "en"];
  await run(["get", ...query], { env, cwd });
  const body = { action: "uv", domain_name: "all", start_time: 0, end_time: 3_600_000 };
  writeFileSync(join(cwd, "query.json"), JSON.stringify(body));
  writeFileSync(join(cwd, "config.json"), JSON.stringify({ actions: ["uv"], domains: "all", plan: { last: "2d" } }));
  writeFileSync(join(cwd, "customers.csv"), "domain,customer\n*.example.com,Example\n");
  const answer = { error_code: "APIGW.0301", error_msg: "Incorrect IAM authentication information: AK not exist" };
  for (const name of ["answer.json", "answer.txt"]) writeFileSync(join(cwd, name), JSON.stringify(answer));
});
afterAll(() => cloud.close());

test("there are examples for every command", () => {
  expect(examples.length).toBeGreaterThan(20);
});

test.each(examples)("%s", { timeout: 120_000 }, async (line) => {
  // Remove the times of a crontab line, and replace its folder with one of the test.
  const command = line
    .replace(/^[\d*]+( [\d*]+){4} +/, "")
    .replaceAll("/var/lib/exports", join(cwd, "exports"))
    .replaceAll("/etc/cdn-export.json", join(cwd, "config.json"))
    .replaceAll(...FEWER_DAYS);
  const shell = spawn("sh", ["-c", command], { cwd, env });
  shell.stdin.end(command === "cdn-export explain" ? '{"error_code":"APIGW.0301","error_msg":"AK not exist"}' : "");
  const [stderr, , [code]] = await Promise.all([text(shell.stderr), text(shell.stdout), once(shell, "close")]);
  // `sync` exits with 8 while some data isn't complete yet, `status` with 5 where days are missing.
  const codes = command.startsWith("cdn-export status") ? [0, 5, 8] : [0, 8];
  expect({ command, code, stderr }).toEqual({ command, code: expect.toBeOneOf(codes), stderr });
});
