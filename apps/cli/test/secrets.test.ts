// Every command, with secrets in all of its inputs: no output contains one.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_CREDENTIALS, type Fault, startEmulator } from "@cdn-export/emulator";
import { isSecretName } from "@cdn-export/signer";
import { expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { FAST_CLOCK, preload } from "./preload.ts";

/** The value of a key or token in the environment. */
const SECRET = "obviously-fake-value-never-to-be-printed";
/** The value of a secret that only an argument or the input contains. */
const PASTED = "made-up-value-never-to-be-printed";
/** One name for each part of the signer's list, as a header, a query parameter and a variable. */
const NAMES = [
  "x-auth-token",
  "client_secret",
  "password",
  "authorization",
  "Cookie",
  "X-Amz-Credential",
  "Signature",
  "api-key",
  "apikey",
  "my-sk",
  "access_key",
  "x-auth",
];
const PATH = "/v1/cdn/statistics/export-tasks";
const QUERY = ["get", "uv", "www.example.com", "--on", "2026-11-01", "-o", "visitors"];
const FAULTS: Fault[] = [
  { at: "list", what: "status", status: 500 },
  { at: "create", what: "task-fails" },
  { at: "download", what: "status", status: 403 },
  { at: "download", what: "redirect", to: "http://127.0.0.1:1/x" },
];

test("no command prints a secret", { timeout: 120_000 }, async () => {
  expect(NAMES.filter((name) => !isSecretName(name))).toEqual([]);
  const cwd = newFolder();
  const cloud = await startEmulator({
    runMs: 0,
    format: "csv",
    createBody: "task-id",
    lockAfter: Number.POSITIVE_INFINITY,
  });
  const right = { CDN_EXPORT_ENDPOINT: cloud.url, CLOUD_SDK_SK: SECRET };
  const wrong = { ...right, HUAWEICLOUD_SDK_SK: SECRET };
  const temporary = { ...wrong, HUAWEICLOUD_SDK_SECURITY_TOKEN: SECRET };
  const variables = Object.fromEntries(NAMES.map((name) => [name.toUpperCase().replaceAll("-", "_"), PASTED]));
  const file = (name: string, content: string) => {
    writeFileSync(join(cwd, name), content);
    return join(cwd, name);
  };
  const profile = (content: string) => ({
    ...right,
    HUAWEICLOUD_SDK_AK: "",
    HUAWEICLOUD_SDK_SK: "",
    HUAWEICLOUD_SDK_CREDENTIALS_FILE: file(`profile-${content.length}`, content),
  });
  const config = file(
    "emulator.json",
    JSON.stringify({ port: -1, accounts: [{ ak: "AK1", sk: SECRET, domainId: "1" }] }),
  );
  const curl = [
    `curl '${cloud.url}${PATH}' -u 'me:${PASTED}'`,
    ...NAMES.flatMap((name) => [
      `curl '${cloud.url}${PATH}?${name}=${PASTED}&a=1' -H '${name}: ${PASTED}' -H 'x-sdk-date: 20261101T000000Z'`,
      `curl '${cloud.url}${PATH}?a=1' -H 'authorization: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;${name.toLowerCase()};x-other;x-sdk-date, Signature=${"0".repeat(64)}' -H '${name}: ${PASTED}' -H "x-other: $${name.toUpperCase().replaceAll("-", "_")}" -H 'x-sdk-date: 20261101T000000Z'`,
    ]),
  ];
  const answers = [
    `HTTP/1.1 401 Unauthorized\nx-auth-token: ${PASTED}\n\n{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:GET|${PATH}/|token=${PASTED}|x-security-token:${PASTED}|x-sdk-date:1||x-security-token;x-sdk-date|00"}`,
    `{"error":{"error_code":"CDN.0202","error_msg":"Authorization=${PASTED}"}}`,
    `{"data":[{"download_link":"https://h.example/x?Signature=${PASTED}"}]}`,
  ];

  type Case = [args: string[], env?: Record<string, string>, input?: string];
  const cases: Case[] = [
    [QUERY, wrong],
    [QUERY, temporary],
    [["sync", "uv", "www.example.com", "--on", "2026-11-01"], wrong],
    [["tasks"], wrong],
    [["tasks"], temporary],
    [["doctor", "--live"], wrong],
    [["doctor", "--live"], temporary],
    [["resume", SECRET.slice(0, 3)], wrong],
    [["rows", file("error.json", JSON.stringify({ token: PASTED }))], right],
    [["explain", file("empty.txt", "")], wrong],
    [["emulator", "--config", config], right],
    ...[`[global]\nak = AK1\nsk = ${SECRET}`, `[basic]\nsk = ${SECRET}`, `sk ${SECRET}`].flatMap((content): Case[] => [
      [["tasks"], profile(content)],
      [["doctor", "--live"], profile(content)],
    ]),
    ...["https://h:1/", "h:1"].flatMap((host): Case[] => {
      const proxy = {
        ...right,
        ...preload(FAST_CLOCK),
        CDN_EXPORT_ENDPOINT: "https://cdn.invalid",
        HTTPS_PROXY: host.replace("h:1", `me:${SECRET}@127.0.0.1:1`),
      };
      return [
        [["tasks"], proxy],
        [["doctor", "--live"], proxy],
      ];
    }),
    ...[`https://me:${PASTED}@h.example`, `https://h.example/?token=${PASTED}`].flatMap((endpoint): Case[] => [
      [["tasks", "--endpoint", endpoint], right],
      [["doctor", "--endpoint", endpoint], right],
      [["sign", "GET", PATH, "--endpoint", endpoint], right],
    ]),
    ...NAMES.map((name): Case => [["sign", "GET", PATH, "-H", `${name}: ${PASTED}`, "--canonical"], right]),
    [["sign", "GET", PATH, "--canonical"], temporary],
    [["sign", "GET", PATH, "--curl"], temporary],
    ...[...curl, ...answers, `${curl.at(-1)}\n${answers[0]}`].map(
      (input): Case => [["explain"], { ...right, ...variables }, input],
    ),
  ];
  const check = async ([args, env = {}, input = ""]: Case) => {
    for (const flags of args.includes("--curl") ? [["--debug"]] : [["--debug"], ["--json"]]) {
      const { stdout, stderr } = await run([...args, ...flags], { env, input, cwd: newFolder() });
      for (const secret of [SECRET, PASTED, DEMO_CREDENTIALS.sk])
        expect(stdout + stderr, [...args, ...flags, input].join(" ")).not.toContain(secret);
    }
  };
  try {
    const queue = cases.values();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const next of queue) await check(next);
      }),
    );
    // Faults apply to the next call, so these run one after another. The emulator's links are signed.
    for (const fault of FAULTS) {
      cloud.faults.push({ ...fault, times: 20 });
      const { stdout, stderr } = await run([...QUERY, "--debug", "--timeout", "5s"], {
        env: { ...right, ...preload(FAST_CLOCK) },
        cwd,
      });
      expect(stderr).toContain("cdn-export: ");
      expect(stdout + stderr).not.toMatch(/[?&](sign|sig|token|auth_key)|not-a-secret/i);
    }
  } finally {
    await cloud.close();
  }
});
