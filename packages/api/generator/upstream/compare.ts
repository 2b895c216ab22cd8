// Compares the spec with an SDK: calls, parameters, fields, types, values, and the texts that were read for the spec.
import { createHash } from "node:crypto";
import { listOperations, namedBranches, resolve, type Schema, type SchemaObject, type Spec } from "../spec.ts";
import type { Call, ModelField, Sdk } from "./read-sdk.ts";

type Operation = ReturnType<typeof listOperations>[number];

/** Hashes of the SDK's texts, by what they describe: `createExportTask`, `createExportTask body.action`. */
export type Texts = Record<string, string>;

export interface Comparison {
  /** One line per difference. */
  differences: string[];
  /** What to record once the spec says what the texts say. */
  texts: Texts;
}

export async function compare(spec: Spec, sdk: Sdk, recorded: Texts): Promise<Comparison> {
  const found: string[] = [];
  const texts: Texts = {};
  const report = (where: string, what: string) => found.push(`${where}: ${what}`);
  const read = (where: string, text: string) => {
    texts[where] = createHash("sha256").update(text).digest("hex").slice(0, 16);
    if (recorded[where] !== texts[where])
      report(where, `${recorded[where] ? "its description changed" : "its description is new"}: ${text || "(empty)"}`);
  };

  const operations = listOperations(spec);
  for (const operation of operations) {
    const { operationId, method, path } = operation;
    const call = sdk.calls.find((call) => call.method === method && call.path === path);
    if (!call) {
      report(operationId, `the SDK has no ${method} ${path}`);
      continue;
    }
    read(operationId, call.text);
    await compareCall({ spec, sdk, report, read }, operation, call);
  }
  for (const { name, method, path } of sdk.calls) {
    const isNear = operations.some((operation) => path === operation.path || path.startsWith(`${operation.path}/`));
    if (isNear && !operations.some((operation) => operation.path === path && operation.method === method))
      report(name, `${method} ${path} is only in the SDK`);
  }
  const servers = spec.document.servers.map((server) => (server as { url?: string }).url);
  for (const url of sdk.endpoints) if (!servers.includes(url)) report("servers", `${url} is only in the SDK`);
  for (const where of Object.keys(recorded)) if (!(where in texts)) report(where, "its description is gone");
  return { differences: found, texts };
}

interface Context {
  spec: Spec;
  sdk: Sdk;
  report(where: string, what: string): void;
  read(where: string, text: string): void;
}

async function compareCall(context: Context, operation: Operation, call: Call): Promise<void> {
  const { spec, sdk } = context;
  const { operationId, parameters = [], requestBody, responses } = operation;
  const { fields } = await sdk.model(call.request);
  for (const place of ["query", "path", "header"] as const) {
    const own = parameters.filter((parameter) => parameter.in === place);
    const theirs = fields.filter(({ name }) => call.places[place].includes(name));
    const required = own.filter((parameter) => parameter.required).map(({ name }) => name);
    const schemas = Object.fromEntries(own.map(({ name, schema }) => [name, schema]));
    await compareFields(context, `${operationId} ${place}`, { schemas: [schemas], required }, theirs);
  }
  const body = requestBody?.content["application/json"]?.schema;
  const theirBody = fields.find(({ name }) => name === "body");
  await compareSchemas(context, `${operationId} body`, body, theirBody?.type);

  const [status = ""] = Object.keys(responses).filter((key) => key.startsWith("2"));
  const answer = resolve(spec, responses[status] ?? {}).content?.["application/json"]?.schema;
  const { fields: answered } = await sdk.model(call.response);
  const where = `${operationId} response`;
  if (answer !== undefined || answered.length > 0)
    await compareSchemas(context, where, answer, answered.length > 0 ? call.response : undefined);
}

/** Compares a schema with a model. */
async function compareSchemas(
  context: Context,
  where: string,
  schema: Schema | undefined,
  model: string | undefined,
): Promise<void> {
  if (schema === undefined && model === undefined) return;
  if (schema === undefined) return context.report(where, `only the SDK has it, as ${model}`);
  if (model === undefined) return context.report(where, "the SDK doesn't have it");
  const shapes = namedBranches(context.spec, schema).map(({ branch }) => branch);
  // A field is required if every shape requires it.
  const [first, ...others] = shapes.map(({ required = [] }) => required);
  const required = (first ?? []).filter((name) => others.every((other) => other.includes(name)));
  const schemas = shapes.map(({ properties = {} }) => properties);
  await compareFields(context, where, { schemas, required }, (await context.sdk.model(model)).fields);
}

async function compareFields(
  context: Context,
  where: string,
  { schemas, required }: { schemas: Record<string, Schema>[]; required: string[] },
  theirs: readonly ModelField[],
): Promise<void> {
  const ours = new Map<string, SchemaObject>();
  for (const [name, schema] of schemas.flatMap((fields) => Object.entries(fields))) {
    const target = resolve(context.spec, schema);
    // The first shape has the most values.
    if (typeof target === "object" && !ours.has(name)) ours.set(name, target);
  }
  for (const name of ours.keys())
    if (!theirs.some((field) => field.name === name)) context.report(`${where}.${name}`, "the SDK doesn't have it");
  for (const field of theirs) {
    const at = `${where}.${field.name}`;
    const schema = ours.get(field.name);
    context.read(at, field.text);
    if (!schema) {
      context.report(at, `only the SDK has it (${field.type})`);
      continue;
    }
    if (required.includes(field.name) !== field.required)
      context.report(at, `the SDK calls it ${field.required ? "required" : "optional"}`);
    await compareField(context, at, schema, field);
  }
}

const TYPES: Readonly<Record<string, string>> = { str: "string", int: "integer", float: "number", bool: "boolean" };

async function compareField(context: Context, at: string, schema: SchemaObject, field: ModelField): Promise<void> {
  const inner = field.type.match(/^list\[(.*)\]$/)?.[1];
  const type = inner === undefined ? (TYPES[field.type] ?? "object") : "array";
  if (![schema.type].flat().includes(type)) context.report(at, `the SDK's type is ${field.type}`);
  const model = inner ?? field.type;
  const items = inner === undefined ? schema : schema.items;
  if (!TYPES[model] && model !== "object" && !model.startsWith("dict("))
    await compareSchemas(context, `${at}${inner === undefined ? "" : "[]"}`, items, model);
  compareText(context, at, schema, field.text);
}

/** Compares what the description says: values, a range, a default. */
function compareText(context: Context, at: string, schema: SchemaObject, text: string): void {
  const section = (title: string) => text.match(new RegExp(`\\*\\*${title}：\\*\\* (.*?)(?= \\*\\*|$)`))?.[1] ?? "";
  const [range, fallback] = [section("取值范围"), section("默认取值")];
  const listed = (schema.enum ?? schema["x-known-values"]?.and ?? []).map(String);
  const theirs = [...range.matchAll(/(?:^|[\s-])([a-z\d_]+)\s*[：:]/gi)].map(([, value]) => String(value));
  if (listed.length > 0 && theirs.length > 0) {
    const missing = theirs.filter((value) => !listed.includes(value));
    const extra = listed.filter((value) => !theirs.includes(value));
    if (missing.length > 0) context.report(at, `the SDK also has ${missing.join(", ")}`);
    if (extra.length > 0) context.report(at, `the SDK doesn't have ${extra.join(", ")}`);
  }
  const [, least, most] = range.match(/^(\d+)\s*[-~]\s*(\d+)$/) ?? [];
  if (least !== undefined && (Number(least) !== schema.minimum || Number(most) !== schema.maximum))
    context.report(at, `the SDK's range is ${least} to ${most}`);
  if (fallback === "") return;
  const value = fallback.match(/^[a-z\d_]+/i)?.[0];
  if (value !== (schema.default === undefined ? undefined : String(schema.default)))
    context.report(at, `the SDK's default is ${value ?? "missing"}`);
}
