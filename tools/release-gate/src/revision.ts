// A revision of spec/ with what is generated from it: as committed, because another generator is a change for users too, or else
// in memory by the current generator.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { errors } from "../../../packages/api/generator/outputs/errors.ts";
import { types } from "../../../packages/api/generator/outputs/types.ts";
import { values } from "../../../packages/api/generator/outputs/values.ts";
import { loadSpec, type Spec } from "../../../packages/api/generator/spec.ts";
import type * as Rules from "../../../spec/rules.ts";
import { deref } from "./operations.ts";

export interface Revision {
  spec: Spec;
  /** The types that `@cdn-export/api` exports. */
  types: string;
  /** The modules that other entries export. */
  modules: Record<"./values" | "./errors", string>;
  /** The text of `rules.ts`. */
  rulesText: string;
  /** The loaded `rules.ts`. */
  rules: typeof Rules;
}

/** Returns the committed text of a generated module: of `types`, `values` or `errors`. */
export type Committed = (name: string) => string | undefined;

export async function readRevision(folder: string, committed?: Committed): Promise<Revision> {
  const path = join(folder, "rules.ts");
  const rules = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as typeof Rules;
  return makeRevision(await loadSpec(folder), await readFile(path, "utf8"), rules, committed);
}

export async function makeRevision(
  spec: Spec,
  rulesText: string,
  rules: typeof Rules,
  committed: Committed = () => undefined,
): Promise<Revision> {
  // `Refused` types only word the compiler's messages: they mean `never`.
  const text = committed("types") ?? (await types(withParameters(spec)));
  const generated = text.replaceAll(/\bRefused\.\w+/g, "never");
  const modules = {
    "./values": committed("values") ?? values(spec),
    "./errors": committed("errors") ?? errors(spec),
  };
  return { spec, types: generated, modules, rulesText, rules };
}

/** Replaces references to parameters by the parameters, because the generator doesn't follow them. */
function withParameters(spec: Spec): Spec {
  const document = structuredClone(spec.document);
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item))
      if (operation.parameters) operation.parameters = operation.parameters.map((parameter) => deref(spec, parameter));
  return { ...spec, document };
}
