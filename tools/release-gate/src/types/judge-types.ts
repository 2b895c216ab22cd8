// Compares the generated types of two revisions.
import type ts from "typescript";
import type { Change } from "../change.ts";
import { without } from "../notes.ts";
import { type Located, operationsOf, pairOperations } from "../operations.ts";
import type { Revision } from "../revision.ts";
import { compareExports } from "./compare-exports.ts";
import { compareOperation, operationType } from "./compare-operations.ts";
import { type Compiled, exportedType } from "./program.ts";

/** Exports of the generated types that aren't named schemas. */
const FRAMES = ["paths", "webhooks", "components", "operations", "$defs", "Refused"];

export function judgeTypes(compiled: Compiled, before: Revision, after: Revision): Change[] {
  const { checker } = compiled;
  const [old, fresh] = [compiled.moduleOf(before.types), compiled.moduleOf(after.types)];
  const names = new Map([...schemaNames(checker, old), ...schemaNames(checker, fresh)]);
  const met = new Map<ts.Type, Set<ts.Type>>();
  const context = {
    checker,
    nameOf: (type: ts.Type) => names.get(type),
    met(a: ts.Type, b: ts.Type) {
      met.set(b, (met.get(b) ?? new Set()).add(a));
    },
  };
  const changes = pairOperations(operationsOf(before.spec), operationsOf(after.spec)).flatMap(([was, is]) => {
    if (!was || !is) return comesOrGoes(was, is);
    const sides = {
      before: operationType(checker, pathsOf(checker, old), was),
      after: operationType(checker, pathsOf(checker, fresh), is),
    };
    return [...moved(was, is), ...compareOperation(context, is.name, sides)];
  });
  const exported = compareExports(context, {
    entry: ".",
    before: old,
    after: fresh,
    isCompared: (a, b) => met.get(b)?.has(a) ?? false,
    isKnown: (type) => met.has(type),
    except: FRAMES,
  });
  return [...changes, ...exported];
}

/**
 * Compares the names that the other generated entries export. Tables of codes are compared elsewhere, and so are lists of
 * values, which appear in types too.
 */
export function judgeNames(compiled: Compiled, before: Revision, after: Revision): Change[] {
  return (["./values", "./errors"] as const).flatMap((entry) => {
    const [old, fresh] = [before, after].map(({ modules, spec }) => {
      const exported = compiled.checker.getExportsOfModule(compiled.moduleOf(modules[entry]));
      return exported.map(({ name }) => name).filter((name) => !Object.hasOwn(spec.codes, name));
    }) as [string[], string[]];
    const change = (name: string, what: string, verdict: Change["verdict"], says: string): Change => {
      const sentence = `\`@cdn-export/api${entry.slice(1)}\` ${says} \`${name}\`.`;
      return { where: `exports of ${entry}`, what: `${name} is ${what}`, verdict, entry, sentence };
    };
    return [
      ...without(old, fresh).map((name) => change(name, "gone", "major", "no longer exports")),
      ...without(fresh, old).map((name) => change(name, "new", "minor", "exports")),
    ];
  });
}

/** Compares the exports of rules.ts. */
export function judgeRuleTypes(compiled: Compiled, before: Revision, after: Revision): Change[] {
  if (before.rulesText === after.rulesText) return [];
  return compareExports(
    { checker: compiled.checker, nameOf: () => undefined },
    {
      entry: "./rules",
      before: compiled.moduleOf(before.rulesText),
      after: compiled.moduleOf(after.rulesText),
      isCompared: () => false,
      isKnown: () => false,
      except: [],
    },
  );
}

function comesOrGoes(was: Located | undefined, is: Located | undefined): Change[] {
  const name = was?.name ?? is?.name ?? "";
  const verdict = was ? "major" : "minor";
  const sentence = was ? `The operation \`${name}\` is gone.` : `The operation \`${name}\` is new.`;
  return [{ where: name, what: was ? "the operation is gone" : "the operation is new", verdict, entry: ".", sentence }];
}

/** A new name, path or method, which calls contain. */
function moved(was: Located, is: Located): Change[] {
  const [from, to] = [`${was.method.toUpperCase()} ${was.path}`, `${is.method.toUpperCase()} ${is.path}`];
  const moves = [
    { what: "was called", a: was.name, b: is.name },
    { what: "was", a: from, b: to },
  ].filter(({ a, b }) => a !== b);
  return moves.map(({ what, a, b }) => ({
    where: is.name,
    what: `${what} ${a} and is ${b} now`,
    verdict: "major" as const,
    entry: ".",
    sentence: `The operation \`${a}\` is \`${b}\` now.`,
  }));
}

function pathsOf(checker: ts.TypeChecker, module: ts.Symbol): ts.Type {
  const paths = checker.getExportsOfModule(module).find(({ name }) => name === "paths");
  if (!paths) throw new Error("The generated types have no paths.");
  return exportedType(checker, paths);
}

/** The exported name of each type. If it has several, the first. */
function schemaNames(checker: ts.TypeChecker, module: ts.Symbol): [ts.Type, string][] {
  const exported = checker.getExportsOfModule(module).filter(({ name }) => !FRAMES.includes(name));
  return exported.map((symbol): [ts.Type, string] => [exportedType(checker, symbol), symbol.name]).reverse();
}
