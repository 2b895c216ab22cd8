// Random operations with everything that docs/adding-an-operation.md lists, and random requests for them.
import type { Fragment } from "./grown.ts";
import { pick, type Random } from "./random.ts";

type Schema = Record<string, unknown>;

/** Values for a schema: those that it accepts, and those that it refuses, also as text in a URL. */
interface Kind {
  schema: Schema;
  good: readonly unknown[];
  bad: readonly unknown[];
}

const EVIDENCE = { description: "Random.", "x-evidence": "inferred (a test)" };

function enumeration(type: string, values: readonly (string | number)[]): Schema {
  const named = values.map((value) => [value, { en: `${value}`, zh: `${value}`, "x-evidence": "inferred (a test)" }]);
  return { type, enum: values, "x-values": Object.fromEntries(named) };
}

const SCALARS: readonly Kind[] = [
  {
    schema: { type: "string" },
    good: ["a", "a b", "数据", "a/b?c=d&e", "a|b,c", "1", "%41", "x".repeat(300)],
    bad: [],
  },
  { schema: { type: "string", minLength: 2, maxLength: 4 }, good: ["ab", "abcd", "数据"], bad: ["a", "abcde"] },
  { schema: { type: "string", pattern: "^[a-f0-9]{4}$" }, good: ["12ab", "0000"], bad: ["xyz1", "12AB", "12abc"] },
  { schema: enumeration("string", ["flux", "req_num"]), good: ["flux", "req_num"], bad: ["bw", "FLUX", "flux "] },
  { schema: { type: "string", format: "uri" }, good: ["https://example.com/a?b=c"], bad: ["example.com", "/a b"] },
  { schema: { type: "integer" }, good: [0, -7, 2 ** 53, 12345678901234567890n], bad: ["ten", 1.5, true] },
  { schema: { type: "integer", format: "int32" }, good: [0, 2 ** 31 - 1], bad: [2 ** 31, -(2 ** 31) - 1, "x"] },
  {
    schema: { type: "integer", format: "int64", minimum: 5, maximum: 9007199254740991 },
    good: [5, 1234567890123456, 9007199254740991],
    bad: [4, 9007199254740993n, 99999999999999999999n],
  },
  { schema: { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 10 }, good: [1, 9], bad: [0, 10, -1] },
  { schema: enumeration("integer", [300, 3600]), good: [300, 3600], bad: [60, "five"] },
  {
    schema: { type: "number", minimum: -1.5, maximum: 1.5 },
    good: [0, 0.25, -1.5, 1e-7],
    bad: [1.75, "half", 2, 1e21],
  },
  { schema: { type: "number", exclusiveMinimum: 0, format: "double" }, good: [0.001, 1e300], bad: [0, -0.5, "x"] },
  { schema: { type: "boolean" }, good: [true, false], bad: ["yes", 1.5] },
];

interface Parameter extends Kind {
  name: string;
  place: "path" | "query" | "header";
  required: boolean;
  /** Of lists: what separates their items on the wire, `undefined` for a repeated name. */
  separator?: string | undefined;
  isList: boolean;
  style?: string;
  explode?: boolean;
}

export interface Operation {
  path: string;
  method: string;
  parameters: readonly Parameter[];
  body: { required: boolean; fields: Readonly<Record<string, Kind & { required: boolean }>> } | undefined;
  /** The example of its response. Prism and the emulator make different ones if the spec has none. */
  example: unknown;
}

const QUERY_LISTS = [
  { style: "form", explode: true, separator: undefined },
  { style: "form", explode: false, separator: "," },
  { style: "spaceDelimited", separator: " " },
  { style: "pipeDelimited", separator: "|" },
];

/** A list of some kind: items that are accepted with a length that is accepted, and items or lengths that are refused. */
function listOf(random: Random, item: Kind): Kind {
  const limits = random(2) < 1 ? {} : { minItems: 2, maxItems: 3 };
  const some = (n: number) => Array.from({ length: n }, () => pick(random, item.good));
  const good = [some(2), some(3), ...("minItems" in limits ? [] : [some(1), some(6)])];
  const wrongItem = item.bad.map((value) => [...some(1), value]);
  return {
    schema: { type: "array", items: item.schema, ...limits },
    good,
    bad: [...wrongItem, ...("minItems" in limits ? [some(1), some(4)] : [])],
  };
}

function randomParameter(random: Random, place: Parameter["place"], n: number): Parameter {
  // Names of headers and paths have hyphens, too.
  const name = place === "header" ? `X-Random-${n}` : pick(random, [`p${n}`, `p_${n}`, `p-${n}`]);
  const required = place === "path" || random(2) < 1;
  const scalar =
    place === "path"
      ? pathKind(pick(random, SCALARS))
      : place === "header"
        ? ascii(pick(random, SCALARS))
        : pick(random, SCALARS);
  if (place === "path" || random(3) < 2) return { ...scalar, name, place, required, isList: false };
  const how = place === "header" ? { separator: "," } : pick(random, QUERY_LISTS);
  return { ...listOf(random, scalar), ...how, name, place, required, isList: true };
}

/** Headers are ASCII, and have no spaces at their ends. */
function ascii(kind: Kind): Kind {
  const fits = (value: unknown) => /^[!-~]( ?[!-~])*$/.test(String(value));
  return { ...kind, good: kind.good.filter(fits), bad: kind.bad.filter(fits) };
}

/** Values of a path are short. */
function pathKind(kind: Kind): Kind {
  return { ...kind, good: kind.good.filter((value) => String(value).length < 100) };
}

const RESPONSES: readonly [status: string, type: string | undefined, schema: Schema, example: unknown][] = [
  ["200", "application/json", { type: "object", properties: { id: { ...EVIDENCE, type: "integer" } } }, { id: 7 }],
  ["200", "application/json", { type: "array", items: { type: "string", minLength: 9 } }, undefined],
  ["202", "text/csv", { type: "string" }, "a,b\n12345678901234567890,2\n"],
  ["200", undefined, {}, undefined],
  ["204", undefined, {}, undefined],
];

export function randomOperation(random: Random, n: number): Operation & { item: object } {
  const parts = Array.from({ length: 1 + Math.floor(random(2)) }, (_, i) => randomParameter(random, "path", i));
  const inPath = random(3) < 2 ? parts : [];
  const path = `/v1/random/${n}${inPath.map(({ name }, i) => (i % 2 === 0 ? `/{${name}}` : `/part/{${name}}`)).join("")}`;
  const many = (place: "query" | "header", most: number) =>
    Array.from({ length: Math.floor(random(most + 1)) }, (_, i) => randomParameter(random, place, 10 + i));
  const parameters = [...inPath, ...many("query", 4), ...many("header", 2)];
  const method = pick(random, ["get", "post", "put", "patch", "delete"]);
  const body = method === "get" || method === "delete" ? undefined : randomBody(random);
  const [status, type, schema, example] = pick(random, RESPONSES);
  const content = type && {
    content: { [type]: { schema, ...(example !== undefined && { examples: { one: { value: example } } }) } },
  };
  const item = {
    [method]: {
      operationId: `random${n}`,
      summary: "Random",
      ...EVIDENCE,
      tags: ["export-tasks"],
      ...(parameters.length > 0 && { parameters: parameters.map(parameterObject) }),
      ...(body && { requestBody: bodyObject(body) }),
      responses: { [status]: { ...EVIDENCE, ...content }, default: { $ref: "#/components/responses/Error" } },
    },
  };
  return { path, method: method.toUpperCase(), parameters, body, example, item };
}

function parameterObject({ name, place, required, schema, style, explode }: Parameter): object {
  return {
    name,
    in: place,
    required,
    ...EVIDENCE,
    schema,
    ...(style && { style }),
    ...(explode !== undefined && { explode }),
  };
}

function randomBody(random: Random): Operation["body"] {
  const fields = Array.from({ length: 1 + Math.floor(random(4)) }, (_, i) => {
    const scalar = pick(random, SCALARS);
    const kind = random(3) < 1 ? listOf(random, scalar) : scalar;
    return [`f${i}`, { ...kind, required: random(2) < 1 }] as const;
  });
  return { required: random(2) < 1, fields: Object.fromEntries(fields) };
}

function bodyObject({ required, fields }: NonNullable<Operation["body"]>): object {
  const properties = Object.entries(fields).map(([name, { schema }]) => [name, { ...EVIDENCE, ...schema }]);
  const needed = Object.keys(fields).filter((name) => fields[name]?.required);
  const schema = {
    type: "object",
    unevaluatedProperties: false,
    ...(needed.length > 0 && { required: needed }),
    properties: Object.fromEntries(properties),
  };
  return { required, content: { "application/json": { schema } } };
}

export function fragmentOf(operations: readonly (Operation & { item: object })[]): Fragment {
  return { paths: Object.fromEntries(operations.map(({ path, item }) => [path, item])) };
}

/** A request with values of their types, as a program writes it. */
export interface Typed {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  body?: unknown;
}

/** A request without mistakes, or with about one. */
export function randomRequest(random: Random, { parameters, body }: Operation): Typed {
  const mistakes = random(2) < 1 ? 0 : 1.5 / (parameters.length + Object.keys(body?.fields ?? {}).length + 1);
  const isWrong = () => random(1) < mistakes;
  const request: Typed = { path: {}, query: {}, header: {} };
  for (const { name, place, required, isList, good, bad } of parameters) {
    const wrong = isWrong();
    // Prism doesn't respond at all if a header that is a list is missing.
    const canMiss = place === "query" || (place === "header" && !isList);
    const isMissing = canMiss && (wrong ? random(3) < 1 : !required && random(2) < 1);
    if (!isMissing) request[place][name] = pick(random, wrong && bad.length > 0 ? bad : good);
  }
  const isSent = body && (isWrong() ? random(2) < 1 : body.required || random(3) < 2);
  return isSent ? { ...request, body: randomContent(random, body.fields, isWrong) } : request;
}

type Fields = NonNullable<Operation["body"]>["fields"];

function randomContent(random: Random, fields: Fields, isWrong: () => boolean): unknown {
  if (random(30) < 1) return pick<unknown>(random, [[], "text", 7]);
  const given = Object.entries(fields).flatMap(([name, { required, good, bad }]) => {
    const wrong = isWrong();
    if (wrong ? random(3) < 1 : !required && random(2) < 1) return [];
    const values = (wrong && bad.length > 0 ? bad : good).filter((value) => !hasWide(value));
    return values.length > 0 ? [[name, pick(random, values)]] : [];
  });
  return Object.fromEntries(random(20) < 1 ? [...given, ["unknown", 1]] : given);
}

/** JSON.stringify refuses a `bigint`. */
function hasWide(value: unknown): boolean {
  return [value].flat().some((item) => typeof item === "bigint");
}

/** A request as text, with what a typed client never sends. */
export interface Sent {
  path: string;
  query: string;
  headers: Record<string, string>;
  body?: string;
}

const SPELLINGS = ["1e1", "1.0", "007", " 5", "0x10", "5 ", "+5", "", "true", "-0", "9".repeat(30)];

/** Writes a typed request as text, independently of the client, and changes something in most of them. */
export function randomText(random: Random, operation: Operation): Sent {
  const { path, query, header, body } = randomRequest(random, operation);
  const pairs = operation.parameters
    .filter(({ place, name }) => place === "query" && query[name] !== undefined)
    .flatMap(({ name, separator }) => {
      const values = [query[name]].flat().map((value) => encodeURIComponent(String(value)));
      return separator === undefined
        ? values.map((value) => [name, value] as [string, string])
        : [[name, values.join(encodeURIComponent(separator))] as [string, string]];
    });
  const [first] = pairs;
  const changes: (() => void)[] = [
    () => {},
    () => pairs.push(["unknown", "1"]),
    () => first && pairs.push([first[0], "1"]),
    () => first && pairs.push([first[0], ""]),
    () => first?.splice(1, 1, encodeURIComponent(pick(random, SPELLINGS))),
    () => first?.splice(1, 1, `${first[1]},`),
    () => first?.splice(1, 1, pick(random, ["1,2", "1%7C2", "a,b,c", "1%2C2", ",", "a%20b"])),
    () => first?.splice(0, 1, first[0].toUpperCase()),
  ];
  pick(random, changes)();
  const headers = Object.entries(header).map(([name, value]) => [
    random(4) < 1 ? name.toLowerCase() : name,
    random(15) < 1 ? "" : [value].flat().join(random(8) < 1 ? ", " : ","),
  ]);
  // Prism doesn't respond to broken JSON.
  const text = body === undefined ? undefined : JSON.stringify(body);
  const type = random(25) < 1 ? "text/plain" : "application/json";
  return {
    path: operation.path.replaceAll(/\{(.*?)\}/g, (_, name) => encodeURIComponent(String(path[name]))),
    query: pairs.map((pair) => pair.join("=")).join("&"),
    headers: { ...Object.fromEntries(headers), ...(text !== undefined && { "content-type": type }) },
    ...(text !== undefined && { body: text }),
  };
}
