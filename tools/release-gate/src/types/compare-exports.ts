// Compares the exports of `@cdn-export/api` and of its rules. Code that imports a removed name doesn't compile.
import ts from "typescript";
import type { Change, Direction, Entry } from "../change.ts";
import { toChanges } from "../notes.ts";
import { compareTypes } from "./compare-types.ts";
import type { Comparison } from "./comparison.ts";
import { exportedType } from "./program.ts";

export interface Modules {
  entry: Entry;
  before: ts.Symbol;
  after: ts.Symbol;
  /** Whether the two types were compared as part of an operation. */
  isCompared(before: ts.Type, after: ts.Type): boolean;
  /** Whether the type existed before, possibly under another name. */
  isKnown(type: ts.Type): boolean;
  /** Names that are compared elsewhere. */
  except: readonly string[];
}

export function compareExports(context: Omit<Comparison, "direction">, modules: Modules): Change[] {
  const { checker } = context;
  const { entry, except } = modules;
  const [before, after] = [names(checker, modules.before, except), names(checker, modules.after, except)];
  const where = entry === "." ? "exported types" : `exports of ${entry}`;
  const from = `@cdn-export/api${entry.slice(1)}`;
  const taken = new Set([...before.values()].flatMap((symbol) => parameterTypes(checker, symbol)));
  // Values are for users to read, parameters of functions for users to pass. Other types may be either.
  const directionOf = (symbol: ts.Symbol): Direction => {
    if (taken.has(exportedType(checker, symbol))) return "request";
    return (symbol.flags & ts.SymbolFlags.Value) !== 0 || taken.size > 0 ? "response" : "both";
  };
  const changes: Change[] = [];
  for (const [name, symbol] of before) {
    const successor = after.get(name);
    if (!successor) {
      const sentence = `\`${name}\` is no longer exported by \`${from}\`.`;
      changes.push({ where, what: `${name} is gone`, verdict: "major", entry, sentence });
      continue;
    }
    const [old, fresh] = [exportedType(checker, symbol), exportedType(checker, successor)];
    if (modules.isCompared(old, fresh)) continue;
    const direction = directionOf(symbol);
    const { notes, branches } = compareTypes({ ...context, direction }, old, fresh);
    changes.push(...toChanges({ where: `type ${name}`, direction, says: `\`${name}\`` }, entry, notes, branches));
  }
  for (const [name, symbol] of after) {
    // A new name for an existing shape isn't a change.
    if (before.has(name) || modules.isKnown(exportedType(checker, symbol))) continue;
    const sentence = `\`${from}\` exports \`${name}\`.`;
    changes.push({ where, what: `${name} is new`, verdict: "minor", entry, sentence });
  }
  return changes;
}

function parameterTypes(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type[] {
  const signatures =
    (symbol.flags & ts.SymbolFlags.Function) !== 0 ? checker.getTypeOfSymbol(symbol).getCallSignatures() : [];
  return signatures.flatMap(({ parameters }) => parameters.map((parameter) => checker.getTypeOfSymbol(parameter)));
}

function names(checker: ts.TypeChecker, module: ts.Symbol, except: readonly string[]): Map<string, ts.Symbol> {
  const symbols = checker.getExportsOfModule(module).filter(({ name }) => !except.includes(name));
  return new Map(symbols.map((symbol) => [symbol.name, symbol]));
}
