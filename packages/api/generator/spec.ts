// Reads spec/. All outputs are generated from the result.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "../../../spec/rules.ts";
import { brokenParts, targetOf } from "./broken.ts";
import { withoutAllOf } from "./merge.ts";
import type { OpenApi, Operation, Parameter, Schema, SchemaObject } from "./openapi.ts";
import { parseJson, parseYaml, placesIn, SpecError, toJson } from "./source.ts";

export type * from "./openapi.ts";

export interface Spec {
  document: OpenApi;
  /** openapi.yaml as it's written. A whole number that a JavaScript number can't hold exactly is a `bigint`. */
  raw: unknown;
  /** The text of each file, so that problems have lines and columns: `openapi.yaml`, `codes/errors.json`. */
  texts: Record<string, string>;
  rules: readonly Rule[];
  /** The tables in spec/codes, by file name without extension. */
  codes: Record<string, NamedCode[]>;
  errors: CatalogueRow[];
  questions: Question[];
  version: string;
  /** SHA-256 of all that `spec/` says about the service. Comments and spaces in YAML and JSON don't change it. */
  sha256: string;
}

export interface NamedCode {
  code: string;
  en: string;
  zh: string;
  evidence: string;
}

export interface CatalogueRow {
  code: string;
  status: number[];
  meaning: string;
  advice: { en: string; zh: string };
  retryable: boolean;
  /** Whether calls of the spec get this code. Its advice is then available without the whole catalogue. */
  common?: boolean;
  evidence: string;
}

/** An open question, and what our code does with any answer. */
export interface Question {
  about: string;
  question: string;
  try: string;
  client: string;
  emulator: string;
}

/**
 * Reads and checks the files of a folder.
 *
 * @throws {SpecError} if a file is missing or damaged, or if the spec refers to something that doesn't exist.
 */
export async function loadSpec(folder: string): Promise<Spec> {
  const hash = createHash("sha256");
  const texts: Record<string, string> = {};
  const read = async (name: string, parse: (file: string, text: string) => unknown) => {
    const text = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (text === undefined) throw new SpecError([`spec/${name} is missing or can't be read`]);
    texts[name] = text;
    const value = parse(`spec/${name}`, text);
    hash.update(`${name}\n${toJson(value)}\n`);
    return value;
  };
  const names = (await readdir(join(folder, "codes")).catch(() => [])).sort();
  const raw = await read("openapi.yaml", parseYaml);
  const broken = brokenParts(raw, names);
  if (broken.length > 0) {
    const at = placesIn("spec/openapi.yaml", texts["openapi.yaml"] ?? "");
    throw new SpecError(broken.map(([path, what]) => `${at(path)} ${path.join(".")} ${what}`.replace("  ", " ")));
  }
  const document = withOwnParameters(withoutAllOf(withNumbers(raw) as OpenApi));
  const questions = listOf("questions.yaml", "about", await read("questions.yaml", parseYaml)) as unknown as Question[];
  await read("rules.ts", (_, text) => text);
  const tables: Record<string, unknown> = {};
  for (const name of names) {
    const table = await read(`codes/${name}`, parseJson);
    tables[name.replace(/\.json$/, "")] = listOf(`codes/${name}`, "code", table);
  }
  if (!tables.errors) throw new SpecError(["spec/codes/errors.json is missing"]);
  const { errors, ...codes } = tables;
  return {
    document,
    raw,
    texts,
    rules: await loadRules(folder),
    codes: codes as Spec["codes"],
    errors: errors as CatalogueRow[],
    questions,
    version: document.info.version,
    sha256: hash.digest("hex"),
  };
}

function withNumbers(node: unknown): unknown {
  if (typeof node === "bigint") return Number(node);
  if (Array.isArray(node)) return node.map(withNumbers);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, withNumbers(part)]));
}

async function loadRules(folder: string): Promise<readonly Rule[]> {
  try {
    const { rules } = (await import(pathToFileURL(join(folder, "rules.ts")).href)) as { rules: readonly Rule[] };
    if (Array.isArray(rules)) return rules;
  } catch (error) {
    const { message, stack = "" } = error as Error;
    const line = stack.match(/rules\.ts:(\d+)/)?.[1];
    throw new SpecError([`spec/rules.ts${line ? `:${line}` : ""} ${message.trim().split("\n")[0]}`]);
  }
  throw new SpecError(["spec/rules.ts doesn't export the list `rules`"]);
}

/** Checks that a file is a list, and that each of its rows has a name. */
function listOf(file: string, key: string, value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new SpecError([`spec/${file}:1:1 isn't a list`]);
  const nameless = value.findIndex((row) => typeof row?.[key] !== "string" || row[key] === "");
  if (nameless >= 0) throw new SpecError([`spec/${file} row ${nameless + 1} has no ${key}`]);
  return value;
}

/** Copies shared parameters, from references or from the path, into each operation. */
function withOwnParameters(document: OpenApi): OpenApi {
  for (const item of Object.values(document.paths) as Record<string, Operation & Parameter[]>[]) {
    const { parameters: shared = [], ...methods } = item;
    delete item.parameters;
    for (const operation of Object.values(methods)) {
      const own = (operation.parameters ?? []).map((parameter) => target(document, parameter));
      const isOwn = ({ name, in: place }: Parameter) => own.some((other) => other.name === name && other.in === place);
      const others = shared.map((parameter) => target(document, parameter)).filter((parameter) => !isOwn(parameter));
      if (own.length + others.length > 0) operation.parameters = [...own, ...others];
    }
  }
  return document;
}

/** Lists every operation with its path and method. */
export function listOperations({ document }: Spec): (Operation & { path: string; method: string })[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}

/** Follows a `$ref` inside the document. */
export function resolve<T extends { $ref?: string } | boolean>({ document }: Spec, node: T): T {
  return target(document, node);
}

function target<T extends { $ref?: string } | boolean>(document: OpenApi, node: T): T {
  const ref = typeof node === "object" ? node.$ref : undefined;
  if (ref === undefined) return node;
  const found = targetOf(document, ref);
  if (found === undefined) throw new Error(`The spec refers to ${ref}, which does not exist.`);
  return found as T;
}

/** Returns the known values of an open list, `undefined` for a closed one. */
export function knownValues(spec: Spec, schema: Schema): string[] | undefined {
  const known = typeof schema === "object" ? schema["x-known-values"] : undefined;
  if (!known) return undefined;
  const name = known.from?.match(/^codes\/(.*)\.json$/)?.[1];
  const table = name === undefined ? [] : spec.codes[name];
  if (!table) throw new Error(`x-known-values names ${known.from}, which does not exist in spec/.`);
  return [...table.map(({ code }) => code), ...(known.and ?? [])];
}

/** Returns the object schemas of a request body: the branches of its `oneOf`, or the schema itself. */
export function branches(spec: Spec, schema: Schema): SchemaObject[] {
  return namedBranches(spec, schema).map(({ branch }) => branch);
}

/** Does the same as `branches`, with the names under `components`. */
export function namedBranches(spec: Spec, schema: Schema): { name: string | undefined; branch: SchemaObject }[] {
  const target = resolve(spec, schema);
  if (typeof target === "boolean") return [];
  if (target.oneOf) return target.oneOf.flatMap((branch) => namedBranches(spec, branch));
  return [{ name: typeof schema === "object" ? schema.$ref?.split("/").at(-1) : undefined, branch: target }];
}
