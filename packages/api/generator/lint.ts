// What the spec must say of everything in it: on what it rests, and what its values mean. Redocly checks the rest.
import { LineCounter, parseDocument } from "yaml";
import type { Documented, ResponseObject, Schema, SchemaObject, Spec } from "./spec.ts";

type Path = readonly (string | number)[];

const SOURCE = /\b(documented|sdk|seen|inferred|unknown)\b/;
const HOW = "say what it rests on: documented (PAGE, DATE), sdk (DATE), seen (WHERE), inferred (WHY) or unknown";

/** One line for each thing that is missing, with file, line and column; none when the spec is whole. */
export function lint(spec: Spec): string[] {
  const problems: string[] = [];
  const at = placesIn(spec.text);
  const complain = (path: Path, what: string) => problems.push(`${at(path)} ${path.join(".")} ${what}`);

  function evidence(node: Documented, path: Path): void {
    if (!SOURCE.test(node["x-evidence"] ?? "")) complain(path, `has no x-evidence: ${HOW}`);
  }

  function schema(node: Schema, path: Path, isNamed: boolean): void {
    if (typeof node === "boolean" || node.$ref !== undefined) return;
    if (isNamed) evidence(node, path);
    values(node, path);
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      if (property === false) refusal(node, name, path);
      schema(property, [...path, "properties", name], true);
    }
    for (const key of ["oneOf", "anyOf", "allOf"] as const) {
      for (const [i, branch] of (node[key] ?? []).entries()) schema(branch, [...path, key, i], false);
    }
    for (const key of ["items", "additionalProperties"] as const) schema(node[key] ?? true, [...path, key], false);
  }

  /** Each value that is spelled out has its names and its evidence. */
  function values(node: SchemaObject, path: Path): void {
    for (const value of [...(node.enum ?? []), ...(node["x-known-values"]?.and ?? [])]) {
      const known = node["x-values"]?.[value];
      const isNamed = Boolean(known?.en && known.zh);
      if (!known || !isNamed) complain(path, `has a value ${value} without { en, zh, x-evidence } in x-values`);
      else evidence(known, [...path, "x-values", value]);
    }
  }

  function refusal(node: SchemaObject, name: string, path: Path): void {
    const why = node["x-refused"]?.[name];
    if (!why?.rule) complain([...path, "properties", name], "is refused without { rule, x-evidence } in x-refused");
    else evidence(why, [...path, "x-refused", name]);
  }

  function response(node: ResponseObject, path: Path): void {
    if (node.$ref !== undefined) return;
    evidence(node, path);
    for (const [name, header] of Object.entries(node.headers ?? {})) evidence(header, [...path, "headers", name]);
    for (const [type, media] of Object.entries(node.content ?? {})) {
      schema(media.schema, [...path, "content", type, "schema"], false);
      if (Object.keys(media.examples ?? {}).length === 0)
        complain([...path, "content", type], "has no examples: mock and emulator answer with them");
    }
  }

  const { components, paths, servers } = spec.document;
  for (const [i, server] of servers.entries()) evidence(server, ["servers", i]);
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const here = ["paths", path, method];
      evidence(operation, here);
      for (const [i, parameter] of (operation.parameters ?? []).entries()) {
        evidence(parameter, [...here, "parameters", i]);
        schema(parameter.schema, [...here, "parameters", i, "schema"], false);
      }
      for (const [type, media] of Object.entries(operation.requestBody?.content ?? {}))
        schema(media.schema, [...here, "requestBody", "content", type, "schema"], false);
      for (const [status, node] of Object.entries(operation.responses)) response(node, [...here, "responses", status]);
    }
  }
  for (const [name, node] of Object.entries(components.securitySchemes ?? {}))
    evidence(node, ["components", "securitySchemes", name]);
  for (const [name, node] of Object.entries(components.responses)) response(node, ["components", "responses", name]);
  for (const [name, node] of Object.entries(components.schemas)) schema(node, ["components", "schemas", name], true);

  return [...problems, ...rows(spec)];
}

/** The tables beside the document: rules, codes, errors, questions. */
function rows({ rules, codes, errors, questions }: Spec): string[] {
  const tables: [file: string, rows: [name: string, evidence: string][]][] = [
    ["rules.ts", rules.map(({ rule, evidence }) => [rule, evidence])],
    ["codes/errors.json", errors.map(({ code, evidence }) => [code, evidence])],
    ...Object.entries(codes).map(([name, table]): [string, [string, string][]] => [
      `codes/${name}.json`,
      table.map(({ code, evidence }) => [code, evidence]),
    ]),
  ];
  const unfounded = tables.flatMap(([file, entries]) =>
    entries
      .filter(([, evidence]) => !SOURCE.test(evidence ?? ""))
      .map(([name]) => `spec/${file} ${name} has no evidence: ${HOW}`),
  );
  const silent = errors
    .filter(({ meaning, advice }) => !meaning || !advice?.en || !advice.zh)
    .map(({ code }) => `spec/codes/errors.json ${code} needs a meaning, and its advice in English and Chinese`);
  const unanswered = questions
    .filter(({ question, client, emulator }) => !question || !client || !emulator)
    .map(({ about }) => `spec/questions.yaml ${about} needs question, client and emulator`);
  return [...unfounded, ...silent, ...unanswered];
}

/** Where a path of the document stands in its text: the nearest parent of what is missing. */
function placesIn(text: string): (path: Path) => string {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  return (path) => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    const { line, col } = lineCounter.linePos(node?.range?.[0] ?? 0);
    return `spec/openapi.yaml:${line}:${col}`;
  };
}
