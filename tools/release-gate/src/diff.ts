// Compares two revisions of the spec: each change, and what it means for users of each package.
import { type Change, inOrder, type Verdict, worst } from "./change.ts";
import { judgeDocument } from "./document/judge-document.ts";
import { judgeCodes } from "./judge-codes.ts";
import { affected, type Package } from "./packages.ts";
import type { Revision } from "./revision.ts";
import { judgeRules } from "./rules/judge-rules.ts";
import { judgeNames, judgeRuleTypes, judgeTypes } from "./types/judge-types.ts";
import { compile } from "./types/program.ts";

export interface Diff {
  verdict: Verdict;
  /** Verdicts by the name of the published package. */
  packages: Record<string, Verdict>;
  /** The worst first. */
  changes: Change[];
}

/** Compares the revisions of each pair. All pairs share one compiler program. */
export function diffAll(
  pairs: readonly (readonly [before: Revision, after: Revision])[],
  packages: readonly Package[],
): Diff[] {
  const compiled = compile(
    pairs.flat().flatMap(({ types, modules, rulesText }) => [types, ...Object.values(modules), rulesText]),
  );
  return pairs.map(([before, after]) => {
    const changes = inOrder([
      ...judgeTypes(compiled, before, after),
      ...judgeNames(compiled, before, after),
      ...judgeRuleTypes(compiled, before, after),
      ...judgeDocument(before.spec, after.spec),
      ...judgeRules(before, after),
      ...judgeCodes(before.spec, after.spec),
    ]);
    return { verdict: worst(changes.map(({ verdict }) => verdict)), packages: affected(packages, changes), changes };
  });
}
