// A revision of spec/, read and generated into memory with today's generator.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "../../../packages/api/generator/outputs/types.ts";
import { loadSpec, type Spec } from "../../../packages/api/generator/spec.ts";
import type * as Rules from "../../../spec/rules.ts";
import { deref } from "./operations.ts";

export interface Revision {
  spec: Spec;
  /** What `@cdn-export/api` exports as types. */
  types: string;
  /** The text of `rules.ts`. */
  rulesText: string;
  /** `rules.ts`, loaded. */
  rules: typeof Rules;
}

export async function readRevision(folder: string): Promise<Revision> {
  const path = join(folder, "rules.ts");
  const rules = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as typeof Rules;
  return makeRevision(await loadSpec(folder), await readFile(path, "utf8"), rules);
}

export async function makeRevision(spec: Spec, rulesText: string, rules: typeof Rules): Promise<Revision> {
  // Why a field is refused is text for the compiler's messages: to the types it is as good as `never`.
  const generated = (await types(withParameters(spec))).replaceAll(/\bRefused\.\w+/g, "never");
  return { spec, types: generated, rulesText, rules };
}

/** Parameters written out where they are referred to: the generator reads them in place. */
function withParameters(spec: Spec): Spec {
  const document = structuredClone(spec.document);
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item))
      if (operation.parameters) operation.parameters = operation.parameters.map((parameter) => deref(spec, parameter));
  return { ...spec, document };
}
