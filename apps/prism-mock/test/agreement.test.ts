// Sends thousands of random bodies and queries to Prism, to the emulator and to the spec's validators. Every difference
// between their verdicts has a reason in this file.
import { operations } from "@cdn-export/api/operations";
import { validateRequest } from "@cdn-export/api/validate";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { pick, type Random, randomFrom } from "./random.ts";

const { path, body: fields } = operations.createExportTask;
const BODIES = 2000;
const QUERIES = 1000;
const TOGETHER = 20;
/** Prism needs a third of a millisecond per request, and much more on a busy machine. */
const TIMEOUT_MS = 60_000;
const TOKEN = "token";

let cloud: Emulator;
beforeAll(async () => {
  const account = { ak: "AK", sk: "made-up", domainId: "1", authToken: TOKEN };
  cloud = await startEmulator({ port: false, accounts: [account], whenFull: "forget-oldest", maxTasks: 10 });
});
afterAll(() => cloud.close());

/** Whether each of the three accepts a request. */
interface Verdicts {
  prism: boolean;
  emulator: boolean;
  validators: boolean;
}

type Body = Record<string, unknown>;

/** Why verdicts can differ, and which verdicts are then expected. */
interface Reason<T> {
  name: string;
  applies(request: T): boolean;
  verdicts: Partial<Verdicts>;
}

const BODY_REASONS: readonly Reason<unknown>[] = [
  {
    name: "Prism treats null as a missing body, and the body is optional",
    applies: (body) => body === null,
    verdicts: { prism: true, emulator: false, validators: false },
  },
  {
    name: "only the emulator checks rules that a schema can't express (period, interval, last time, domain names)",
    applies: (body) => isRecord(body) && breaksRules(body),
    verdicts: { prism: true, emulator: false, validators: true },
  },
];

const QUERY_REASONS: readonly Reason<string>[] = [
  {
    name: "both servers refuse a repeated parameter; the validators get one value",
    applies: repeats,
    verdicts: { prism: false, emulator: false },
  },
];

it("Prism, emulator and validators agree on random bodies", { timeout: TIMEOUT_MS }, async () => {
  const random = randomFrom(1);
  const seen = await compare(
    Array.from({ length: BODIES }, () => randomBody(random)),
    async (body) => {
      const text = JSON.stringify(body);
      const init = { method: "POST", body: text, headers: { "content-type": "application/json" } };
      const issues = validateRequest("createExportTask", { body });
      return { ...(await ask("", init)), validators: issues.length === 0 };
    },
    BODY_REASONS,
  );
  expect(seen.accepted).toBeGreaterThan(BODIES / 10);
  expect(seen.refused).toBeGreaterThan(BODIES / 10);
  expect(seen.unexplained).toEqual([]);
  // Every reason must still apply.
  expect([...seen.unused].map(({ name }) => name)).toEqual([]);
});

it("Prism, emulator and validators agree on random queries", { timeout: TIMEOUT_MS }, async () => {
  const random = randomFrom(2);
  const seen = await compare(
    Array.from({ length: QUERIES }, () => randomQuery(random)),
    async (query) => {
      const issues = validateRequest("listExportTasks", { query: typed(query) });
      return { ...(await ask(`?${query}`, {})), validators: issues.length === 0 };
    },
    QUERY_REASONS,
  );
  expect(seen.accepted).toBeGreaterThan(QUERIES / 10);
  expect(seen.refused).toBeGreaterThan(QUERIES / 10);
  expect(seen.unexplained).toEqual([]);
  // Every reason must still apply.
  expect([...seen.unused].map(({ name }) => name)).toEqual([]);
});

/** Collects the differences without a reason. */
async function compare<T>(requests: T[], judge: (request: T) => Promise<Verdicts>, reasons: readonly Reason<T>[]) {
  const result = { accepted: 0, refused: 0, unexplained: [] as [T, Verdicts][], unused: new Set(reasons) };
  for (let i = 0; i < requests.length; i += TOGETHER) {
    const some = requests.slice(i, i + TOGETHER);
    const verdicts = await Promise.all(some.map(judge));
    for (const [k, request] of some.entries()) {
      const found = verdicts[k] as Verdicts;
      result[found.emulator ? "accepted" : "refused"]++;
      if (found.prism === found.emulator && found.emulator === found.validators) continue;
      const reason = reasons.find((candidate) => explains(candidate, request, found));
      if (reason) result.unused.delete(reason);
      else result.unexplained.push([request, found]);
    }
  }
  return result;
}

function explains<T>({ applies, verdicts }: Reason<T>, request: T, found: Verdicts): boolean {
  return applies(request) && Object.entries(verdicts).every(([who, takes]) => found[who as keyof Verdicts] === takes);
}

/** Prism refuses with 422, the emulator with an error and any status. */
async function ask(query: string, init: RequestInit): Promise<Pick<Verdicts, "prism" | "emulator">> {
  const headers = { ...(init.headers as object), authorization: "any" };
  const prism = await fetch(`${inject("prismUrl")}${path}${query}`, { ...init, headers });
  await prism.text();
  const signed = { ...(init.headers as object), "x-auth-token": TOKEN };
  const answer = await cloud.fetch(`${cloud.url}${path}${query}`, { ...init, headers: signed });
  const refused = answer.status !== 200 || /"error/.test(await answer.text());
  return { prism: prism.status === 200, emulator: !refused };
}

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  "",
  "ALL",
  "all ",
  " ",
  [],
  {},
  ["uv"],
  { a: 1 },
  "数据",
  1e15,
  "300",
];
const TIMES = [1_793_980_800_000, 1_794_067_200_000, 0, 1_780_000_000_000, -1, "1794067200000", 1.5, 9e15];

/** Few fields at a time, mostly with documented values: with many fields, almost all bodies would break a rule. */
function randomBody(random: Random): unknown {
  if (random(30) < 1) return pick(random, [...ODD, "text", 7]);
  const names = Object.keys(fields).filter(() => random(4) < 1);
  const body = Object.fromEntries(names.map((name) => [name, randomValue(random, name as keyof typeof fields)]));
  return random(15) < 1 ? { ...body, [pick(random, ["task_id", "limit", "x", "Action"])]: pick(random, ODD) } : body;
}

function randomValue(random: Random, name: keyof typeof fields): unknown {
  if (random(12) < 1) return pick(random, ODD);
  const field = fields[name];
  if ("values" in field) return pick<unknown>(random, field.values);
  return name === "domain_name"
    ? pick(random, ["all", "a.example.com", "a.example.com,b.example.com"])
    : pick(random, TIMES);
}

function randomQuery(random: Random): string {
  const names = ["limit", "offset", "task_id", "task_name", "page"];
  const values = [
    "0",
    "1",
    "100",
    "101",
    "-1",
    "ten",
    "",
    "1.5",
    "1e1",
    "1.0",
    "007",
    "2147483648",
    "a%20b",
    "%E5%AF%BC",
    "x",
  ];
  const numbers = ["0", "5", "10", "100"];
  return Array.from({ length: Math.floor(random(4)) }, () => {
    const name = pick(random, names);
    return `${name}=${pick(random, random(2) < 1 ? numbers : values)}`;
  }).join("&");
}

/** A query as the generated validators expect it: numbers as numbers, no empty values, no unknown names. */
function typed(query: string): Record<string, unknown> {
  const pairs = [...new URLSearchParams(query)].filter(([name, value]) => value !== "" && name !== "page");
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, Number.isFinite(+value) && !name.startsWith("task") ? Number(value) : value]),
  );
}

function repeats(query: string): boolean {
  const names = query.split("&").map((pair) => pair.split("=")[0]);
  return new Set(names).size < names.length;
}

function isRecord(body: unknown): body is Body {
  return typeof body === "object" && body !== null && !Array.isArray(body);
}

function breaksRules({ start_time, end_time, interval, domain_name }: Body): boolean {
  const [start, end] = [Number(start_time ?? 0), Number(end_time ?? 0)];
  const both = start_time !== undefined && end_time !== undefined;
  return (
    (both && start >= end) ||
    Math.max(start, end) > 4_102_416_000_000 ||
    (both && interval === 300 && end - start > 90 * 86_400_000) ||
    (typeof domain_name === "string" && !/^(all|[\w.,]+\.com)$/.test(domain_name.trim().toLowerCase()))
  );
}
