// Compares the rules, which are code: their labels, and their results for the same requests.
import type { Rule } from "../../../../spec/rules.ts";
import type { Change, Verdict } from "../change.ts";
import type { Revision } from "../revision.ts";
import { type Sample, sampleRequests } from "./requests.ts";

export function judgeRules(before: Revision, after: Revision): Change[] {
  if (before.rulesText === after.rulesText) return [];
  const [old, fresh] = [byName(before.rules.rules), byName(after.rules.rules)];
  const { Action, Interval } = after.spec.document.components.schemas;
  const samples = sampleRequests(valuesOf(Action) as string[], valuesOf(Interval) as number[]);
  return [
    ...[...old].flatMap(([name, rule]) => {
      const successor = fresh.get(name);
      return successor ? [...labels(rule, successor), ...behaviour(rule, successor, samples)] : [gone(rule)];
    }),
    ...[...fresh.values()].filter(({ rule }) => !old.has(rule)).map(added),
    ...results(before, after, samples),
  ];
}

function added({ rule, severity }: Rule): Change {
  return severity === "error"
    ? change(`${rule} is new, an error`, "major", `Requests that break the new rule \`${rule}\` are refused.`)
    : change(`${rule} is new, a warning`, "minor", `The new rule \`${rule}\` warns.`);
}

function gone({ rule, severity }: Rule): Change {
  const sentence =
    severity === "error" ? `Requests are no longer refused by \`${rule}\`.` : `The rule \`${rule}\` no longer warns.`;
  return change(`${rule} is gone, it was ${severity === "error" ? "an error" : "a warning"}`, "minor", sentence);
}

function labels(was: Rule, is: Rule): Change[] {
  const { rule } = is;
  const changes: Change[] = [];
  if (was.severity !== is.severity) {
    const stricter = is.severity === "error";
    const sentence = stricter
      ? `The rule \`${rule}\` refuses now, and only warned before.`
      : `The rule \`${rule}\` only warns now.`;
    changes.push(
      change(`${rule} is ${stricter ? "an error" : "a warning"} now`, stricter ? "major" : "minor", sentence),
    );
  }
  if (was.field !== is.field)
    changes.push(
      change(
        `${rule} is about ${is.field} now, not ${was.field}`,
        "minor",
        `The rule \`${rule}\` names the field \`${is.field}\`.`,
      ),
    );
  const texts = ({ rule: _, severity: __, field: ___, check: ____, ...rest }: Rule) => JSON.stringify(rest);
  if (texts(was) !== texts(is)) changes.push(reworded(rule));
  return changes;
}

/** Both rules check the same requests. */
function behaviour(was: Rule, is: Rule, samples: readonly Sample[]): Change[] {
  let [stricter, milder, otherWords] = [0, 0, false];
  for (const { request, now } of samples) {
    const [a, b] = [answer(was, request, now), answer(is, request, now)];
    if (a === undefined && b !== undefined) stricter += 1;
    else if (a !== undefined && b === undefined) milder += 1;
    else if (a !== b) otherWords = true;
  }
  const { rule, severity } = is;
  const [refuses, verdict]: [string, Verdict] = severity === "error" ? ["refuses", "major"] : ["warns of", "minor"];
  const share = (count: number) => `${count} of ${samples.length} sample requests`;
  const changes: Change[] = [];
  if (stricter > 0)
    changes.push(
      change(`${rule} ${refuses} more: ${share(stricter)}`, verdict, `The rule \`${rule}\` ${refuses} more requests.`),
    );
  if (milder > 0)
    changes.push(
      change(`${rule} ${refuses} less: ${share(milder)}`, "minor", `The rule \`${rule}\` ${refuses} fewer requests.`),
    );
  if (changes.length === 0 && otherWords) changes.push(reworded(rule));
  return changes;
}

/** The other function that the rules export. */
function results(before: Revision, after: Revision, samples: readonly Sample[]): Change[] {
  // If only one revision exports it, the comparison of types reports that.
  const [a, b] = [before, after].map(({ rules }) => ("settledAt" in rules ? rules.settledAt : undefined));
  const differs =
    a && b && samples.some(({ request: { action, end_time = 0 } }) => a(action, end_time) !== b(action, end_time));
  return differs ? [change("settledAt gives other times", "minor", "`settledAt` gives other times.")] : [];
}

function answer(rule: Rule, request: Sample["request"], now: number): string | undefined {
  const message = rule.check(request, now) as unknown;
  return message === undefined ? undefined : JSON.stringify(message);
}

function reworded(rule: string): Change {
  return change(`${rule} has other words`, "patch", `The words of the rule \`${rule}\` are revised.`);
}

function change(what: string, verdict: Verdict, sentence: string): Change {
  return { where: "rules", what, verdict, entry: "./rules", checked: true, sentence };
}

function byName(rules: readonly Rule[]): Map<string, Rule> {
  return new Map(rules.map((rule) => [rule.rule, rule]));
}

function valuesOf(schema: unknown): readonly unknown[] {
  return (schema as { enum?: unknown[] } | undefined)?.enum ?? [];
}
