// Reads spec/. All outputs are generated from the result.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import type { Rule } from "../../../spec/rules.ts";
import type { OpenApi, Operation, Parameter, Schema, SchemaObject } from "./openapi.ts";

export type * from "./openapi.ts";

export interface Spec {
  document: OpenApi;
  /** The text of `openapi.yaml`, so that the lint can report lines and columns. */
  text: string;
  rules: readonly Rule[];
  /** The tables in spec/codes, by file name without extension. */
  codes: Record<string, NamedCode[]>;
  errors: CatalogueRow[];
  questions: Question[];
  version: string;
  /** SHA-256 of all files in `spec/` that describe the service. */
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

export async function loadSpec(folder: string): Promise<Spec> {
  const hash = createHash("sha256");
  const read = async (name: string) => {
    const text = await readFile(join(folder, name), "utf8");
    hash.update(`${name}\n${text}`);
    return text;
  };
  const text = await read("openapi.yaml");
  const document = withOwnParameters(parse(text) as OpenApi);
  const questions = parse(await read("questions.yaml")) as Question[];
  await read("rules.ts");
  const { rules } = (await import(pathToFileURL(join(folder, "rules.ts")).href)) as { rules: readonly Rule[] };
  const tables: Record<string, unknown> = {};
  for (const name of (await readdir(join(folder, "codes"))).sort()) {
    tables[name.replace(/\.json$/, "")] = JSON.parse(await read(`codes/${name}`));
  }
  const { errors, ...codes } = tables;
  return {
    document,
    text,
    rules,
    codes: codes as Spec["codes"],
    errors: errors as CatalogueRow[],
    questions,
    version: document.info.version,
    sha256: hash.digest("hex"),
  };
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
  const found = ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
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
