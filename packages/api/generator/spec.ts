// Reads spec/ once; every output works on this.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

export interface Spec {
  document: OpenApi;
  /** The tables in spec/codes, by file name without ending. */
  codes: Record<string, NamedCode[]>;
  errors: CatalogueRow[];
  version: string;
  /** Over `openapi.yaml`, `rules.ts` and `codes/`: all that says something about the service. */
  sha256: string;
}

export interface NamedCode {
  code: string;
  en: string;
  zh: string;
}

export interface CatalogueRow {
  code: string;
  status: number[];
  meaning: string;
  advice: string;
  retryable: boolean;
  evidence: string;
}

/** The part of OpenAPI 3.1 that the spec uses. */
export interface OpenApi {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, ResponseObject> };
}

export interface Operation {
  operationId: string;
  summary?: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, ResponseObject>;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

export interface ResponseObject {
  $ref?: string;
  content?: Record<string, { schema: Schema }>;
}

export type Schema =
  | boolean
  | {
      $ref?: string;
      type?: string | string[];
      format?: string;
      description?: string;
      enum?: (string | number)[];
      const?: string;
      minimum?: number;
      maximum?: number;
      default?: unknown;
      required?: string[];
      properties?: Record<string, Schema>;
      items?: Schema;
      oneOf?: Schema[];
      anyOf?: Schema[];
      "x-known-values"?: { from?: string; and?: string[] };
      "x-enumDescriptions"?: Record<string, string>;
    };

export async function loadSpec(folder: string): Promise<Spec> {
  const hash = createHash("sha256");
  const read = async (name: string) => {
    const text = await readFile(join(folder, name), "utf8");
    hash.update(`${name}\n${text}`);
    return text;
  };
  const document = parse(await read("openapi.yaml")) as OpenApi;
  await read("rules.ts");
  const tables: Record<string, unknown> = {};
  for (const name of (await readdir(join(folder, "codes"))).sort()) {
    tables[name.replace(/\.json$/, "")] = JSON.parse(await read(`codes/${name}`));
  }
  const { errors, ...codes } = tables;
  return {
    document,
    codes: codes as Spec["codes"],
    errors: errors as CatalogueRow[],
    version: document.info.version,
    sha256: hash.digest("hex"),
  };
}

/** Every operation with its path and method. */
export function listOperations({ document }: Spec): (Operation & { path: string; method: string })[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}

/** Follows a `$ref` inside the document. */
export function resolve<T extends { $ref?: string } | boolean>(spec: Spec, node: T): T {
  const ref = typeof node === "object" ? node.$ref : undefined;
  if (ref === undefined) return node;
  const found = ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], spec.document);
  if (found === undefined) throw new Error(`The spec refers to ${ref}, which does not exist.`);
  return found as T;
}

/** The values that are known of an open list, `undefined` for a closed one. */
export function knownValues(spec: Spec, schema: Schema): string[] | undefined {
  const known = typeof schema === "object" ? schema["x-known-values"] : undefined;
  if (!known) return undefined;
  const name = known.from?.match(/^codes\/(.*)\.json$/)?.[1];
  const table = name === undefined ? [] : spec.codes[name];
  if (!table) throw new Error(`x-known-values names ${known.from}, which does not exist in spec/.`);
  return [...table.map(({ code }) => code), ...(known.and ?? [])];
}

/** The object schemas that a request body can be: the branches of its `oneOf`, or itself. */
export function branches(spec: Spec, schema: Schema): Exclude<Schema, boolean>[] {
  const target = resolve(spec, schema);
  if (typeof target === "boolean") return [];
  return target.oneOf ? target.oneOf.flatMap((branch) => branches(spec, branch)) : [target];
}
