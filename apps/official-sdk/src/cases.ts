import { DEMO_CREDENTIALS, type EmulatorOptions } from "@cdn-export/emulator";
import type { Language } from "./languages.ts";
import type { Finished } from "./run.ts";

/** A situation in which a program runs, and its row in the table of docs/languages.md. */
export interface Case {
  name: string;
  program: "sample" | "export";
  emulator?: EmulatorOptions;
  /** Variables of the program, besides the endpoint and the demo account's key. */
  env?: Readonly<Record<string, string>>;
  /** Sends a wrong signature before the program runs, to lock the key. */
  lock?: true;
  /**
   * Starts the program with every variable that the emulator prints for unchanged programs. The account ID is looked up
   * over TLS in these languages. Java would need a trust store for it.
   */
  pasted?: { tls: readonly Language[] };
  period?: readonly [start: string, end: string];
}

/** A whole day, 2026-11-07 (GMT+8). */
const DAY = ["1793980800000", "1794067200000"] as const;
const TOKEN = "not-a-real-token";
/** A query that the service refuses: the period ends before it starts. */
const REVERSED = [DAY[1], DAY[0]] as const;

export const CASES: readonly Case[] = [
  { name: "success", program: "export" },
  { name: "account ID through IAM", program: "sample", pasted: { tls: ["Go"] } },
  {
    name: "temporary credentials",
    program: "export",
    emulator: { accounts: [{ ...DEMO_CREDENTIALS, securityToken: TOKEN }] },
    env: { CLOUD_SDK_SECURITY_TOKEN: TOKEN },
  },
  { name: "wrong key", program: "export", env: { CLOUD_SDK_SK: "another" } },
  {
    name: "wrong key, in the IAM look-up",
    program: "sample",
    pasted: { tls: ["Go", "Python"] },
    env: { CLOUD_SDK_SK: "another" },
  },
  { name: "locked key", program: "export", emulator: { lockAfter: 0 }, lock: true },
  { name: "throttling", program: "export", emulator: { throttle: { calls: 0, perMs: 60_000 } } },
  { name: "bad query", program: "export", period: REVERSED, env: { EXPORT_TIMEOUT: "2" } },
  {
    name: 'bad query, `errorStatus: "http-400"`',
    program: "export",
    period: REVERSED,
    emulator: { errorStatus: "http-400" },
  },
];

export function argumentsOf({ program, period = DAY }: Case): readonly string[] {
  return program === "sample" ? [] : ["top_url_detail", "www.example.com", ...period];
}

/** What the user of a program learns from it: the file, an error's fields, or nothing. */
export function reported({ code, stdout, stderr }: Finished): string {
  const [, ...fields] =
    /status: (.*)\nrequest id: (.*)\ncode: (.*)\nmessage: (.*)/.exec(stderr.replaceAll("\r", "")) ?? [];
  if (fields.length > 0) {
    const [status = "", id = "", error = "", message = ""] = fields.map((field) => (MISSING.test(field) ? "" : field));
    if (status === "" && id === "" && error === "")
      return `only a message with ${/APIGW\.\d+/.exec(message)?.[0] ?? "no code"}`;
    const absent = [["code", error] as const, ["message", message] as const, ["request ID", id] as const]
      .filter(([, value]) => value === "")
      .map(([name]) => `no ${name}`);
    const locked = message.includes("AK access failed to reach the limit") ? ["locked"] : [];
    return [[status || "no status", error].filter(Boolean).join(" "), ...absent, ...locked].join(", ");
  }
  if (code === 0)
    return stdout.startsWith("Rank,URL,Requests") ? "file" : stdout.startsWith("created") ? "created" : "nothing";
  if (stderr.includes("no finished task")) return "no error";
  return `failed: ${stderr.trim().split("\n").at(-1)}`;
}

/** How the languages print a missing value. */
const MISSING = /^(None|null|undefined|)$/;

/** The steps of a complete export that the program reports. */
export const STEPS: readonly (readonly [step: string, isDone: (finished: Finished) => boolean])[] = [
  ["create", ({ stderr }) => /^created$/m.test(stderr)],
  ["find", ({ stderr }) => /^found [0-9a-f]{32}$/m.test(stderr)],
  ["poll", ({ stderr }) => /^success$/m.test(stderr)],
  ["download", ({ stderr }) => /^downloaded \d+ bytes$/m.test(stderr)],
  ["print", ({ stdout }) => stdout.startsWith("Rank,URL,Requests\r\n")],
];
