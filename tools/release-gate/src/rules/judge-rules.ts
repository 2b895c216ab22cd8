// Compares the rules, which are code: their labels, and their results for the same requests.
import type { Finding, Rule } from "../../../../spec/rules.ts";
import type { Change, Verdict } from "../change.ts";
import type { Revision } from "../revision.ts";
import { type Sample, sampleRequests } from "./requests.ts";
import { readSource, type Source } from "./source.ts";

export function judgeRules(before: Revision, after: Revision): Change[] {
  if (before.rulesText === after.rulesText) return [];
  const [old, fresh] = [byName(before.rules.rules), byName(after.rules.rules)];
  const sources = [readSource(before.rulesText), readSource(after.rulesText)] as const;
  const { Action, Interval } = after.spec.document.components.schemas;
  const samples = sampleRequests(valuesOf(Action) as string[], valuesOf(Interval) as number[], {
    numbers: [...new Set(sources.flatMap(({ numbers }) => numbers))],
    strings: [...new Set(sources.flatMap(({ strings }) => strings))],
  });
  return [
    ...[...old].flatMap(([name, rule]) => {
      const successor = fresh.get(name);
      if (!successor) return [gone(rule)];
      return [...labels(rule, successor), ...orUnproven(sources, `rule ${name}`, behaviour(rule, successor, samples))];
    }),
    ...[...fresh.values()].filter(({ rule }) => !old.has(rule)).map(added),
    ...[...sources[0].units.keys()]
      .filter((name) => !name.startsWith("rule ") && name in after.rules)
      .flatMap((name) => judgeExport([before, after], sources, name, samples)),
  ];
}

/** Compares what the module exports beside its rules. */
function judgeExport(
  [before, after]: readonly [Revision, Revision],
  sources: readonly [Source, Source],
  name: string,
  samples: readonly Sample[],
): Change[] {
  const [was, is] = sources.map(({ units }) => units.get(name)?.code);
  if (was === is) return orUnproven(sources, name, []);
  const [old, fresh] = [before, after].map(({ rules }) => (rules as unknown as Record<string, unknown>)[name]);
  if (typeof old !== "function" && typeof fresh !== "function")
    return JSON.stringify(old) === JSON.stringify(fresh)
      ? []
      : [change(`${name} has another value`, "minor", `\`${name}\` has another value.`)];
  if (name === "checkRules") return orUnproven(sources, name, findings(before.rules, after.rules, samples));
  return orUnproven(sources, name, name === "settledAt" ? results(before, after, samples) : []);
}

/** Samples can't show that code does the same. If they show no difference, and the code differs, people must decide. */
function orUnproven([before, after]: readonly [Source, Source], name: string, shown: readonly Change[]): Change[] {
  const [was, is] = [before.units.get(name), after.units.get(name)];
  if (!was || !is) return [...shown];
  if (was.code !== is.code && shown.every(({ verdict }) => verdict === "patch"))
    return [change(`${name} has other code: it may refuse more`, "unproven", `The code of \`${name}\` has changed.`)];
  return was.words !== is.words && shown.length === 0 ? [reworded(name)] : [...shown];
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

/** What `checkRules` makes of rules that both find broken: it may leave out findings, or change them. */
function findings(was: Revision["rules"], is: Revision["rules"], samples: readonly Sample[]): Change[] {
  const [old, fresh] = [byName(was.rules), byName(is.rules)];
  const shared = [...old.values()].filter(({ rule, severity }) => fresh.get(rule)?.severity === severity);
  let [refused, differ] = [0, 0];
  for (const { request, now } of samples) {
    const broken = shared.filter((rule) =>
      [rule, fresh.get(rule.rule)].every((each) => each && answer(each, request, now)),
    );
    const [a, b] = [was, is].map(({ checkRules }) => {
      const found: unknown = attempt(() => checkRules(request, now));
      if (typeof found === "string") return [{ severity: "error" }];
      const list = Array.isArray(found) ? (found as Finding[]) : [];
      const ofBroken = list.filter(({ rule }) => broken.some((each) => each.rule === rule));
      return ofBroken.map(({ message: _, evidence: __, ...finding }) => finding);
    }) as [Partial<Finding>[], Partial<Finding>[]];
    const refuses = (list: Partial<Finding>[]) => list.some(({ severity }) => severity === "error");
    if (!refuses(a) && refuses(b)) refused += 1;
    else if (JSON.stringify(a) !== JSON.stringify(b)) differ += 1;
  }
  const says = "`checkRules` returns other findings.";
  if (refused > 0) return [change("checkRules returns more errors", "major", says)];
  return differ > 0 ? [change("checkRules returns other findings", "minor", says)] : [];
}

/** The other function that the rules export. */
function results(before: Revision, after: Revision, samples: readonly Sample[]): Change[] {
  // If only one revision exports it, the comparison of types reports that.
  const [a, b] = [before, after].map(({ rules }) => ("settledAt" in rules ? rules.settledAt : undefined));
  const differs =
    a && b && samples.some(({ request: { action, end_time = 0 } }) => a(action, end_time) !== b(action, end_time));
  return differs ? [change("settledAt gives other times", "minor", "`settledAt` gives other times.")] : [];
}

/** A rule that throws refuses the request. */
function attempt<T>(call: () => T): T | string {
  try {
    return call();
  } catch (error) {
    return String(error);
  }
}

function answer(rule: Rule, request: Sample["request"], now: number): string | undefined {
  const message = attempt<unknown>(() => rule.check(request, now));
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
