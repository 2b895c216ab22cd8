// Thousands of random bodies and queries: the emulator refuses what the spec's validators refuse, and otherwise only the
// cases listed here.
import { operations } from "@cdn-export/api/operations";
import { checkRules, type ExportPeriod } from "@cdn-export/api/rules";
import { validateRequest } from "@cdn-export/api/validate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answer, testCloud } from "./helpers.ts";

/** Fixed, so that failures are reproducible. Change it to try other values. */
const SEED = 20261108;
const RUNS = 3000;

type Body = Record<string, unknown>;

/** Bodies that the schema allows and the emulator refuses. */
const BEYOND_THE_SCHEMA: readonly { name: string; code: string; applies: (body: Body, now: number) => boolean }[] = [
  {
    name: "the spec's rules, which no schema can say",
    code: "CDN.0202",
    applies: (body, now) => checkRules(body as ExportPeriod, now).some(({ rule }) => rule === "start-before-end"),
  },
  {
    name: "five minutes beyond 90 days",
    code: "CDN.0203",
    applies: (body, now) =>
      checkRules(body as ExportPeriod, now).some(({ rule }) => rule === "interval-beyond-90-days"),
  },
  {
    name: "times after 2099, which neighbouring calls refuse",
    code: "CDN.0202",
    applies: ({ start_time = 0, end_time = 0 }) => Math.max(Number(start_time), Number(end_time)) > 4_102_416_000_000,
  },
  {
    name: "names that are no domain names: the schema has no pattern for them",
    code: "CDN.0201",
    applies: ({ domain_name }) => typeof domain_name === "string" && domain_name.trim().toLowerCase() !== "all",
  },
];

const fields = operations.createExportTask.body;
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.constantFrom("", " ", "ALL"),
);
const times = fc.oneof(
  fc.integer({ min: 1_793_000_000_000, max: 1_795_000_000_000 }),
  fc.constantFrom(0, -1, 1.5, 1e15, 4_102_416_000_001, "0", null),
);
/** Mostly documented values for each field, sometimes any value. */
const arbitraries = Object.fromEntries(
  Object.entries(fields).map(([name, field]) => {
    if (name.endsWith("_time")) return [name, times];
    const known = "values" in field ? [...field.values] : ["www.example.com", "a.example.com,b.example.com", "all"];
    return [
      name,
      fc.oneof({ weight: 12, arbitrary: fc.constantFrom<unknown>(...known) }, { weight: 1, arbitrary: odd }),
    ];
  }),
);
/** Few fields at a time: with many, almost all bodies would break a rule. */
const record = fc
  .oneof(
    { weight: 4, arbitrary: fc.subarray(Object.keys(arbitraries), { maxLength: 4 }) },
    fc.subarray(Object.keys(arbitraries)),
  )
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, arbitraries[name] ?? odd]))));
const bodies = fc.oneof(
  { weight: 20, arbitrary: record },
  {
    weight: 2,
    arbitrary: fc.tuple(record, fc.dictionary(fc.string(), odd, { maxKeys: 2 })).map(([a, b]) => ({ ...a, ...b })),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

test("the emulator and the validators agree on bodies", async () => {
  const { cloud, create, clock } = await testCloud({ maxTasks: 100, whenFull: "forget-oldest", lockAfter: 1e9 });
  const count = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(bodies, async (value) => {
      const text = JSON.stringify(value);
      const body: unknown = JSON.parse(text);
      const answer = await create(text);
      const issues = validateRequest("createExportTask", { body });
      count[answer.code === undefined ? "accepted" : "refused"]++;
      if (issues.length > 0) {
        expect(answer.code).toMatch(/^CDN\.(0001|0202|0203)$/);
      } else if (answer.code === undefined) {
        expect(cloud.tasks.at(-1)?.request).toEqual(body);
      } else {
        const reasons = BEYOND_THE_SCHEMA.filter(({ applies }) => applies(body as Body, clock.now()));
        expect(reasons.map(({ code }) => code)).toContain(answer.code);
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
  // Values that are almost all refused, or almost all accepted, would prove little.
  expect(Math.min(count.accepted, count.refused)).toBeGreaterThan(RUNS / 10);
});

const value = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "1",
    "100",
    "101",
    "-1",
    "2147483648",
    "1.5",
    "1e1",
    "ten",
    "%31",
    "%ff",
    "007",
    "9".repeat(20),
  ),
  fc.string().map(encodeURIComponent),
);
const pair = fc.tuple(fc.constantFrom("limit", "offset", "task_id", "task_name", "page", "__proto__"), value);
const queries = fc.array(pair, { maxLength: 4 });

/** Why the emulator and the validators can disagree about a query. */
const QUERY_REASONS: readonly { name: string; applies: (pairs: [string, string][]) => boolean }[] = [
  {
    name: "a parameter that is given twice: the spec's parameters are single values",
    applies: (pairs) => new Set(known(pairs)).size < known(pairs).length,
  },
  {
    name: "text that is not percent-encoded UTF-8",
    applies: (pairs) => pairs.some(([, text]) => text.includes("%ff")),
  },
];

function known(pairs: [string, string][]): string[] {
  return pairs.map(([name]) => name).filter((name) => Object.hasOwn(operations.listExportTasks.query, name));
}

test("the emulator and the validators agree on queries", async () => {
  const { cloud } = await testCloud({ accounts: [{ ak: "A", sk: "made-up", domainId: "1", authToken: "token" }] });
  const list = async (query: string): Promise<Answer["status"]> => {
    // With a token, because a query that can't be decoded can't be signed.
    const response = await cloud.fetch(`${cloud.url}${operations.listExportTasks.path}?${query}`, {
      headers: { "x-auth-token": "token" },
    });
    await response.body?.cancel();
    return response.status;
  };
  const count = { 200: 0, 400: 0 };
  await fc.assert(
    fc.asyncProperty(queries, async (pairs) => {
      const status = await list(pairs.map((parts) => parts.join("=")).join("&"));
      expect([200, 400]).toContain(status);
      count[status as 200 | 400]++;
      const beyond = QUERY_REASONS.some(({ applies }) => applies(pairs));
      expect(status).toBe(beyond || validateRequest("listExportTasks", { query: typedQuery(pairs) })[0] ? 400 : 200);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(RUNS / 10);
});

/** A query as programs pass it: numbers as numbers, other values as strings, no empty values. */
function typedQuery(pairs: [string, string][]): Record<string, string | number> {
  const given = pairs.filter(([name, text]) => text !== "" && known([[name, text]]).length > 0);
  return Object.fromEntries(
    given.map(([name, text]) => {
      const decoded = decodeURIComponent(text);
      const isNumber = (name === "limit" || name === "offset") && decoded.trim() !== "" && Number.isFinite(+decoded);
      return [name, isNumber ? Number(decoded) : decoded];
    }),
  );
}
