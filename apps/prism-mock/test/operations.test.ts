// Random operations with random requests: the client sends them to Prism and to the emulator, and the validators judge the same
// values. Every difference between the three has a reason in this file.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Prism, startPrism } from "../src/prism.ts";
import { type Grown, grow } from "./grown.ts";
import { randomFrom } from "./random.ts";
import {
  fragmentOf,
  type Operation,
  randomOperation,
  randomRequest,
  randomText,
  type Sent,
  type Typed,
} from "./random-operations.ts";

/** Fixed, so that failures are reproducible. OPERATIONS_SEED tries other operations, which may not need every reason. */
const USUAL_SEED = 20261130;
const SEED = Number(process.env.OPERATIONS_SEED ?? USUAL_SEED);
const OPERATIONS = 40;
const REQUESTS = 25;

/** Runs in a copy of the repository whose generator has seen the operations. */
const PROGRAM = `
import { readFile } from "node:fs/promises";
import { operations } from "@cdn-export/api/operations";
import { readRequest, validateRequest } from "@cdn-export/api/validate";
import { createExportClient } from "@cdn-export/client";
import { startEmulator } from "@cdn-export/emulator";

const [prismUrl, file] = process.argv.slice(2);
const wide = (_, value) => (value?.wide === undefined ? value : BigInt(value.wide));
const { typed, sent } = JSON.parse(await readFile(file, "utf8"), wide);
const account = { ak: "AK", sk: "made-up", domainId: "1", authToken: "token" };
const cloud = await startEmulator({ port: false, accounts: [account] });
const credentials = { ak: "AK", sk: "made-up" };
const emulated = createExportClient({ credentials, endpoint: cloud.url, fetch: cloud.fetch }).api;
const mocked = createExportClient({ credentials, endpoint: prismUrl }).api;
const accepts = (status) => status >= 200 && status < 300;

async function call(api, { method, template, request: { body, ...params } }) {
  const { data, error, response } = await api[method](template, { params, ...(body !== undefined && { body }) });
  return { status: response.status, data, error };
}

async function judgeTyped(given) {
  const [emulator, prism] = [await call(emulated, given), await call(mocked, given)];
  const issues = validateRequest(given.id, given.request);
  return {
    emulator: accepts(emulator.status), prism: accepts(prism.status), validators: issues.length === 0,
    data: [emulator.data, prism.data], why: [emulator.error?.error?.error_msg, prism.status, issues[0]?.message],
  };
}

async function judgeSent({ id, method, request: { path, query, headers, body } }) {
  const send = async (fetch, base, more) => {
    const response = await fetch(base + path + (query && "?" + query), { method, headers: { ...headers, ...more }, body });
    return { status: response.status, text: await response.text() };
  };
  const emulator = await send(cloud.fetch, cloud.url, { "x-auth-token": "token" });
  const prism = await send(fetch, prismUrl, { authorization: "any", "x-auth-token": "token" });
  const isOfType = body === undefined || headers["content-type"] === "application/json";
  const { issues } = readRequest(id, { path, query, headers: Object.entries(headers), body: body && JSON.parse(body) });
  const validators = issues.length === 0 && isOfType;
  return { emulator: accepts(emulator.status), prism: accepts(prism.status), validators, why: [emulator.text, prism.status, issues[0]?.message] };
}

const all = async (list, judge) => {
  const results = [];
  for (let i = 0; i < list.length; i += 20) results.push(...(await Promise.all(list.slice(i, i + 20).map(judge))));
  return results;
};
console.log(JSON.stringify({ typed: await all(typed, judgeTyped), sent: await all(sent, judgeSent), known: Object.keys(operations).length }));
await cloud.close();
`;

interface Verdicts {
  prism: boolean;
  emulator: boolean;
  validators: boolean;
}

interface Judged extends Verdicts {
  data?: [emulator: unknown, prism: unknown];
  why: unknown[];
}

interface Case<T> {
  operation: Operation;
  request: T;
}

/** Why verdicts can differ, and which verdicts are then expected. */
interface Reason<T> {
  name: string;
  applies(found: Case<T>): boolean;
  verdicts: Partial<Verdicts>;
}

const lists = ({ operation, request }: Case<Typed>) =>
  operation.parameters.flatMap((parameter) => {
    const value = request[parameter.place][parameter.name];
    return Array.isArray(value) ? [{ ...parameter, value }] : [];
  });

const TYPED_REASONS: readonly Reason<Typed>[] = [
  {
    name: "Prism decodes before it separates a list by %20, so it sees one item",
    applies: (found) => lists(found).some(({ separator, value }) => separator === " " && value.length > 1),
    verdicts: {},
  },
  {
    name: "an item with the separator becomes two items, so the validators refuse it",
    applies: (found) =>
      lists(found).some(({ separator, value }) => separator && value.some((item) => String(item).includes(separator))),
    verdicts: { validators: false },
  },
];

const SENT_REASONS: readonly Reason<Sent>[] = [
  {
    name: "Prism decodes before it separates a list by %20, so it sees one item",
    applies: ({ operation, request }) =>
      operation.parameters.some(
        ({ separator, name }) => separator === " " && new URLSearchParams(request.query).get(name)?.includes(" "),
      ),
    verdicts: {},
  },
  {
    name: "Prism ignores the case of a parameter's name",
    applies: ({ request }) => /(^|&)P/.test(request.query),
    verdicts: {},
  },
];

const wide = (_: string, value: unknown) => (typeof value === "bigint" ? { wide: String(value) } : value);

let grown: Grown;
let prism: Prism;
const random = randomFrom(SEED);
const operations = Array.from({ length: OPERATIONS }, (_, n) => randomOperation(random, n));
const typed = operations.flatMap((operation): Case<Typed>[] =>
  Array.from({ length: REQUESTS }, () => ({ operation, request: randomRequest(random, operation) })),
);
const sent = operations.flatMap((operation): Case<Sent>[] =>
  Array.from({ length: REQUESTS }, () => ({ operation, request: randomText(random, operation) })),
);
let judged: { typed: Judged[]; sent: Judged[]; known: number };

beforeAll(async () => {
  grown = await grow([fragmentOf(operations)]);
  prism = await startPrism(join(grown.folder, "spec/openapi.yaml"));
  await writeFile(join(grown.folder, "program.mjs"), PROGRAM);
  const file = join(grown.folder, "requests.json");
  const described = <T>({ operation, request }: Case<T>) => ({
    id: operation.path.replace(/^\/v1\/random\/(\d+).*/, "random$1"),
    method: operation.method,
    template: operation.path,
    request,
  });
  await writeFile(file, JSON.stringify({ typed: typed.map(described), sent: sent.map(described) }, wide));
  judged = (await grown.start("program.mjs", prism.url, file)) as typeof judged;
}, 150_000);
afterAll(async () => {
  await prism?.close();
  await grown?.remove();
});

/** The differences without a reason, and the reasons that never apply. */
function differences<T>(cases: readonly Case<T>[], verdicts: readonly Judged[], reasons: readonly Reason<T>[]) {
  const unused = new Set(reasons.map(({ name }) => name));
  const unexplained = cases.flatMap((found, i) => {
    const { why, data: _, ...given } = verdicts[i] as Judged;
    if (given.prism === given.emulator && given.emulator === given.validators) return [];
    const reason = reasons.find(
      ({ applies, verdicts }) =>
        applies(found) && Object.entries(verdicts).every(([who, takes]) => given[who as keyof Verdicts] === takes),
    );
    if (reason) unused.delete(reason.name);
    const { method, path, parameters, body } = found.operation;
    const schemas = parameters.map(({ name, schema, style, explode }) => ({ name, schema, style, explode }));
    return reason ? [] : [JSON.stringify({ method, path, schemas, body, request: found.request, ...given, why }, wide)];
  });
  const accepted = verdicts.filter(({ emulator }) => emulator).length;
  return { unexplained, unused: SEED === USUAL_SEED ? [...unused] : [], accepted };
}

it("Prism, emulator and validators agree on what the client sends", () => {
  expect(judged.known).toBeGreaterThan(OPERATIONS);
  const { unexplained, unused, accepted } = differences(typed, judged.typed, TYPED_REASONS);
  expect(unexplained.slice(0, 3)).toEqual([]);
  expect(unused).toEqual([]);
  expect(accepted).toBeGreaterThan(typed.length / 4);
  expect(accepted).toBeLessThan((typed.length * 3) / 4);
});

it("Prism, emulator and validators agree on requests as text, also on those that no client sends", () => {
  const { unexplained, unused, accepted } = differences(sent, judged.sent, SENT_REASONS);
  expect(unexplained.slice(0, 3)).toEqual([]);
  expect(unused).toEqual([]);
  expect(accepted).toBeGreaterThan(sent.length / 5);
  expect(accepted).toBeLessThan((sent.length * 4) / 5);
});

it("the client reads the same example from Prism and from the emulator, whatever its type", () => {
  const examples = typed.flatMap(({ operation: { example } }, i) => {
    const { emulator, prism, data } = judged.typed[i] as Judged;
    return emulator && prism ? [{ example, data }] : [];
  });
  expect(examples.length).toBeGreaterThan(100);
  for (const { example, data } of examples.filter(({ example }) => example !== undefined))
    expect(data).toEqual([example, example]);
});
