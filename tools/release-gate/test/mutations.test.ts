import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Diff, diffAll } from "../src/diff.ts";
import { readPackages } from "../src/packages.ts";
import { readRevision } from "../src/revision.ts";
import { type Mutation, revise } from "./mutation.ts";
import { answers } from "./mutations/answers.ts";
import * as behaviour from "./mutations/behaviour.ts";
import * as inAnyForm from "./mutations/limits.ts";
import { bodies, fields, limits, lists, parameters } from "./mutations/requests.ts";
import { ofCodes, ofRules } from "./mutations/rules-and-codes.ts";
import * as surface from "./mutations/surface.ts";
import { access, exported, operations, refactorings, texts } from "./mutations/whole.ts";

const subjects: Record<string, Mutation[]> = {
  "lists in requests": lists,
  "fields of requests": fields,
  "bodies of requests": bodies,
  parameters,
  limits,
  answers,
  operations,
  "servers and security": access,
  refactorings,
  "exported names": exported,
  texts,
  rules: ofRules,
  codes: ofCodes,
  "stricter rules and limits": behaviour.stricter,
  "rules outside the usual requests": behaviour.unseen,
  "what checkRules returns": behaviour.returned,
  "code in other words": behaviour.more,
  keywords: inAnyForm.keywords,
  "exported values": surface.valueExports,
  "new statuses": surface.statuses,
  "limits that combine": inAnyForm.combined,
  "formats and rows": surface.texts,
};

const root = fileURLToPath(new URL("../../..", import.meta.url));
const base = await readRevision(`${root}/spec`);
const cases = Object.values(subjects).flat();
const pairs = await Promise.all(
  cases.map(async ({ given = [], edits }) => {
    const before = await revise(base, given);
    return [before, await revise(before, edits)] as const;
  }),
);
// Every mutation, forth and back, in one compiler program.
const diffs = diffAll(
  pairs.flatMap(([before, after]) => [[before, after] as const, [after, before] as const]),
  readPackages(root),
);

const lines = ({ changes }: Diff) => changes.map(({ where, what, verdict }) => `${where}: ${what}: ${verdict}`);

describe.each(Object.entries(subjects))("%s", (_, mutations) => {
  it.each(mutations)("$name: $forth, and back: $back", (mutation) => {
    const index = cases.indexOf(mutation);
    const [forth, back] = [diffs[2 * index], diffs[2 * index + 1]];
    if (!forth || !back) throw new Error("The mutation was not judged.");
    expect(forth.verdict, lines(forth).join("\n")).toBe(mutation.forth);
    expect(back.verdict, lines(back).join("\n")).toBe(mutation.back);
    for (const [name, verdicts] of Object.entries(mutation.packages ?? {}))
      expect([forth.packages[name], back.packages[name]], name).toEqual(verdicts);
    if (mutation.says) expect(lines(forth)).toContain(mutation.says);
  });
});

it("has a mutation for everything that can happen to a spec", () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
});
