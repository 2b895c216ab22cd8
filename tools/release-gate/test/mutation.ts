// Changes of the spec as data: what they set, drop or rewrite, and the verdict in both directions.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Spec } from "../../../packages/api/generator/spec.ts";
import type { Verdict } from "../src/change.ts";
import { makeRevision, type Revision } from "../src/revision.ts";

export type Edit = { spec: (spec: Spec) => void } | { rules: (text: string) => string };

export interface Mutation {
  name: string;
  /** Edits of both revisions. */
  given?: Edit[];
  edits: Edit[];
  /** From the spec to the mutation, and back. */
  forth: Verdict;
  back: Verdict;
  /** The verdicts for packages, in both directions. */
  packages?: Record<string, [forth: Verdict, back: Verdict]>;
  /** The line of the report. */
  says?: string;
}

/** Paths of the mutations' short names in the document. */
const ROOTS: Record<string, string[]> = {
  create: ["paths", "/v1/cdn/statistics/export-tasks", "post"],
  list: ["paths", "/v1/cdn/statistics/export-tasks", "get"],
  schemas: ["components", "schemas"],
  responses: ["components", "responses"],
  schemes: ["components", "securitySchemes"],
};

type Tree = Record<string, unknown>;

/** Sets the value at a path such as `schemas/Interval/enum`. A function computes it from the old value. */
export function set(path: string, value: unknown): Edit {
  return {
    spec: ({ document }) => {
      const [parent, key] = locate(document as unknown as Tree, path);
      parent[key] =
        typeof value === "function" ? (value as (old: unknown) => unknown)(parent[key]) : structuredClone(value);
    },
  };
}

/** Drops the value at a path. @throws if there is none */
export function drop(path: string): Edit {
  return {
    spec: ({ document }) => {
      const [parent, key] = locate(document as unknown as Tree, path);
      if (!(key in parent)) throw new Error(`There is no ${path} to drop.`);
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
    },
  };
}

export function rename(path: string, name: string): Edit {
  return {
    spec: ({ document }) => {
      const [parent, key] = locate(document as unknown as Tree, path);
      const entries = Object.entries(parent).map(([old, value]) => [old === key ? name : old, value]);
      for (const old of Object.keys(parent)) delete parent[old];
      Object.assign(parent, Object.fromEntries(entries));
    },
  };
}

/** Rewrites the whole document as text. */
export function rewrite(from: string, to: string): Edit {
  return {
    spec: (spec) => {
      const text = JSON.stringify(spec.document);
      if (!text.includes(from)) throw new Error(`The document doesn't contain ${from}.`);
      spec.document = JSON.parse(text.replaceAll(from, to)) as Spec["document"];
    },
  };
}

/** The tables of codes, errors included. */
export function codes(edit: (tables: Record<string, Tree[]>) => void): Edit {
  return {
    spec: (spec) => {
      const tables = { ...spec.codes, errors: spec.errors } as unknown as Record<string, Tree[]>;
      edit(tables);
      const { errors, ...rest } = tables;
      Object.assign(spec, { codes: rest, errors });
    },
  };
}

export function rules(from: string | RegExp, to: string): Edit {
  return {
    rules(text) {
      const rewritten = text.replaceAll(from, to);
      if (rewritten === text) throw new Error(`The rules don't contain ${from}.`);
      return rewritten;
    },
  };
}

function locate(document: Tree, path: string): [Tree, string] {
  const [root = "", ...rest] = path.split("/").map((key) => key.replaceAll("~1", "/"));
  const keys = [...(ROOTS[root] ?? (root === "root" ? [] : [root])), ...rest];
  const last = keys.pop() ?? "";
  const parent = keys.reduce<unknown>((at, key) => (at as Tree | undefined)?.[key], document);
  if (typeof parent !== "object" || parent === null) throw new Error(`The document has no ${path}.`);
  return [parent as Tree, last];
}

/** The revision that the edits make of another one. */
export async function revise(base: Revision, edits: readonly Edit[]): Promise<Revision> {
  if (edits.length === 0) return base;
  const { document, codes, errors } = base.spec;
  const spec: Spec = { ...base.spec, ...structuredClone({ document, codes, errors }) };
  let { rulesText } = base;
  for (const edit of edits) {
    if ("spec" in edit) edit.spec(spec);
    else rulesText = edit.rules(rulesText);
  }
  const module = rulesText === base.rulesText ? base.rules : await load(rulesText);
  return makeRevision(spec, rulesText, module);
}

async function load(text: string): Promise<Revision["rules"]> {
  const folder = await mkdtemp(join(tmpdir(), "cdn-export-rules-"));
  try {
    await writeFile(join(folder, "rules.ts"), text);
    return await import(/* @vite-ignore */ pathToFileURL(join(folder, "rules.ts")).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
