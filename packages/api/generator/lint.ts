// Checks that the spec names a source for everything, and a meaning for every value. Redocly checks the rest.
import { oneLine } from "./fields.ts";
import { keywordProblems } from "./keywords.ts";
import { successOf } from "./outputs/examples.ts";
import { sampleOf } from "./sample.ts";
import { type Path, placesIn } from "./source.ts";
import {
  type CatalogueRow,
  type Documented,
  listOperations,
  type NamedCode,
  type Operation,
  type ResponseObject,
  type Schema,
  type SchemaObject,
  type Spec,
} from "./spec.ts";

const HOW = "name its source: documented (PAGE, DATE), sdk (DATE), seen (WHERE), inferred (WHY) or unknown";

/** Returns one line per problem, with file, line and column. None if the spec is complete. */
export function lint(spec: Spec): string[] {
  const at = placesIn("spec/openapi.yaml", spec.texts["openapi.yaml"] ?? "");
  const text = ([path, what]: Problem) => `${at(path)} ${path.join(".")} ${what}`.replace("  ", " ");
  const unknown = keywordProblems(spec.raw);
  // A part with unknown keywords may lack what the other checks read.
  if (unknown.length > 0) return unknown.map(text);
  return [...[...document(spec.document), ...withoutSample(spec)].map(text), ...rows(spec)];
}

/** A missing statement, and its place. */
type Problem = [path: Path, what: string];

function* document({ components, paths, servers }: Spec["document"]): Generator<Problem> {
  for (const [i, server] of servers.entries()) yield* evidence(server, ["servers", i]);
  for (const [path, methods] of Object.entries(paths))
    for (const [method, node] of Object.entries(methods)) yield* operation(node, ["paths", path, method]);
  for (const [name, node] of Object.entries(components.securitySchemes ?? {}))
    yield* evidence(node, ["components", "securitySchemes", name]);
  for (const [name, node] of Object.entries(components.responses))
    yield* response(node, ["components", "responses", name]);
  for (const [name, node] of Object.entries(components.schemas))
    yield* schema(node, ["components", "schemas", name], true);
}

/** The emulator needs an example, or a schema that a value can be made for. */
function* withoutSample(spec: Spec): Generator<Problem> {
  for (const operation of listOperations(spec)) {
    const { status, type, media } = successOf(spec, operation);
    if (media === undefined || Object.keys(media.examples ?? {}).length > 0) continue;
    try {
      sampleOf(spec, media.schema);
    } catch (error) {
      const path = ["paths", operation.path, operation.method.toLowerCase(), "responses", String(status)];
      yield [
        [...path, "content", type],
        `has no examples, and none can be made from its schema: ${(error as Error).message}`,
      ];
    }
  }
}

function* operation(node: Operation, path: Path): Generator<Problem> {
  yield* evidence(node, path);
  for (const [i, parameter] of (node.parameters ?? []).entries()) {
    yield* evidence(parameter, [...path, "parameters", i]);
    yield* schema(parameter.schema, [...path, "parameters", i, "schema"], false);
  }
  for (const [type, media] of Object.entries(node.requestBody?.content ?? {}))
    yield* schema(media.schema, [...path, "requestBody", "content", type, "schema"], false);
  for (const [status, answer] of Object.entries(node.responses))
    yield* response(answer, [...path, "responses", status]);
}

function* response(node: ResponseObject, path: Path): Generator<Problem> {
  if (node.$ref !== undefined) return;
  yield* evidence(node, path);
  for (const [name, header] of Object.entries(node.headers ?? {})) yield* evidence(header, [...path, "headers", name]);
  for (const [type, media] of Object.entries(node.content ?? {})) {
    yield* schema(media.schema, [...path, "content", type, "schema"], false);
  }
}

function* schema(node: Schema, path: Path, isNamed: boolean): Generator<Problem> {
  if (typeof node === "boolean" || node.$ref !== undefined) return;
  if (isNamed) yield* evidence(node, path);
  yield* values(node, path);
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    if (property === false) yield* refusal(node, name, path);
    yield* schema(property, [...path, "properties", name], true);
  }
  for (const key of ["oneOf", "anyOf", "allOf"] as const)
    for (const [i, branch] of (node[key] ?? []).entries()) yield* schema(branch, [...path, key, i], false);
  for (const key of ["items", "additionalProperties"] as const) yield* schema(node[key] ?? true, [...path, key], false);
}

/** Each listed value needs names and evidence. */
function* values(node: SchemaObject, path: Path): Generator<Problem> {
  for (const value of [...(node.enum ?? []), ...(node["x-known-values"]?.and ?? [])]) {
    const known = node["x-values"]?.[value];
    if (known?.en && known.zh) yield* evidence(known, [...path, "x-values", value]);
    else yield [path, `has a value ${value} without { en, zh, x-evidence } in x-values`];
  }
}

function* refusal(node: SchemaObject, name: string, path: Path): Generator<Problem> {
  const why = node["x-refused"]?.[name];
  if (why?.rule) yield* evidence(why, [...path, "x-refused", name]);
  else yield [[...path, "properties", name], "is refused without { rule, x-evidence } in x-refused"];
}

function* evidence(node: Documented, path: Path): Generator<Problem> {
  const problem = problemOf(node["x-evidence"], "x-evidence");
  if (problem) yield [path, problem];
}

/** Checks the files next to the document: rules, codes, errors, questions. */
function rows({ rules, codes, errors, questions, texts }: Spec): string[] {
  const unfounded = rules
    .map(({ rule, evidence }) => [rule, problemOf(evidence)])
    .flatMap(([rule, problem]) => (problem ? [`spec/rules.ts ${rule} ${problem}`] : []));
  const tables = Object.entries({ errors, ...codes }).flatMap(([name, table]) => {
    const file = `codes/${name}.json`;
    const at = placesIn(`spec/${file}`, texts[file] ?? "");
    return [...table.entries()].flatMap(([i, row]) => {
      const first = table.findIndex(({ code }) => code === row.code);
      const problems = [
        first !== i && `is a duplicate of row ${first + 1}`,
        problemOf(row.evidence),
        name === "errors"
          ? missingInError(row as CatalogueRow)
          : namesOf(row).some((text) => !text) && "needs a name in English and Chinese",
      ];
      return problems.filter(Boolean).map((problem) => `${at([i])} ${row.code} ${problem}`);
    });
  });
  const unanswered = questions
    .filter(({ question, client, emulator }) => !question || !client || !emulator)
    .map(({ about }) => `spec/questions.yaml ${about} needs question, client and emulator`);
  return [...unfounded, ...tables, ...unanswered];
}

/** Each source with what it says in parentheses, separated by semicolons. */
const SOURCE = /^(documented|sdk|seen|inferred|unknown)(?: \(([^()]+)\))?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Returns what is wrong with a piece of evidence. `name` is that of its property. */
function problemOf(evidence = "", name = "evidence"): string | undefined {
  const text = oneLine(evidence);
  if (text === "") return `has no ${name}: ${HOW}`;
  const wrong = text.split(/; (?![^(]*\))/).find((source) => !isSource(source));
  return wrong === undefined ? undefined : `has ${name} that isn't a source, "${wrong}": ${HOW}`;
}

function isSource(text: string): boolean {
  const [, kind, details = ""] = text.match(SOURCE) ?? [];
  const [first = "", second = ""] = details.split(", ");
  if (kind === "documented") return first !== "" && !isDate(first) && (isDate(second) || second === "no date");
  if (kind === "sdk") return isDate(first);
  return kind === "unknown" || (kind !== undefined && details !== "");
}

function isDate(text: string): boolean {
  return DATE.test(text) && new Date(text).toJSON()?.startsWith(text) === true;
}

function namesOf(row: CatalogueRow | NamedCode): (string | undefined)[] {
  return "en" in row ? [row.en, row.zh] : [undefined];
}

function missingInError({ meaning, advice, status, retryable }: CatalogueRow): string | false {
  if (!meaning || !advice?.en || !advice.zh) return "needs a meaning, and its advice in English and Chinese";
  if (!Array.isArray(status) || status.length === 0) return "needs a list of HTTP statuses";
  return typeof retryable !== "boolean" && "needs retryable: true or false";
}
