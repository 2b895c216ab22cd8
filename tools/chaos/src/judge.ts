// The verdict on one export.
import { excuseOf, isInTime } from "./excuse.ts";
import type { Outcome, Problem } from "./ledger.ts";
import type { Profile } from "./plan.ts";
import type { OwnTask } from "./tasks.ts";

export interface Facts {
  n: number;
  tasks: readonly OwnTask[];
  outcome: Outcome | undefined;
  /** The tasks with the same file, of any export. Empty if the file is a rival's. */
  takenFrom: readonly OwnTask[];
  /** The exports' tasks that its error names. */
  candidates: readonly OwnTask[];
  /** The tasks of all exports. */
  all: readonly OwnTask[];
  /** When programs continued without knowing that they had lost their turn. */
  unfenced: readonly number[];
  /** When its program had saved the response to the create call. */
  answeredAt: number | undefined;
}

export interface Verdict {
  isWhole: boolean;
  /** Further tasks that the caller allowed. */
  allowed: number;
  problems: Problem[];
}

export function judge(facts: Facts, profile: Profile): Verdict {
  const { n, tasks, outcome, takenFrom, candidates, all, unfenced } = facts;
  const problems: Problem[] = [];
  const problem = (what: Problem["what"], involved: readonly OwnTask[], detail: string) => {
    const excuse = excuseOf(involved, all, unfenced);
    problems.push({ n, what, detail, ...(excuse && { excuse }) });
  };
  if (!outcome) problems.push({ n, what: "lost", detail: `${tasks.length} tasks` });
  const isWhole = takenFrom.some((task) => task.n === n);
  if (outcome?.sha256 !== undefined && !isWhole) {
    const of = takenFrom.map(({ n: other, taskId }) => `export ${other}'s task ${taskId}`);
    const from = of.length > 0 ? of.join(", ") : "a rival's task";
    problem("wrong", [...tasks, ...takenFrom], `has ${from}; its own tasks: ${tasks.length}`);
  }
  const further = tasks.slice(1).filter((_, i) => !mayFollow(facts, i + 1, profile));
  for (const { taskId, createdAt, sentAt } of further) {
    const after = seconds(sentAt - (tasks[0]?.sentAt ?? 0));
    problem(
      "second",
      tasks,
      `task ${taskId}, sent ${after} after the first, created ${seconds(createdAt - sentAt)} later`,
    );
  }
  if (isNeedless(facts, profile)) {
    const detail = `${outcome?.error}: ${outcome?.message}`;
    problem("needlessly ambiguous", [...tasks, ...candidates], detail);
  }
  return { isWhole, allowed: Math.max(0, tasks.length - 1) - further.length, problems };
}

/** Whether the caller allowed task number `i`: the calls before it were lost, and none of their tasks was listed in time. */
function mayFollow({ tasks, answeredAt }: Facts, i: number, { onLost }: Profile): boolean {
  if (onLost === "fail") return false;
  if (answeredAt !== undefined && answeredAt < (tasks[i]?.sentAt ?? 0)) return false;
  return !tasks.slice(0, i).some(isInTime);
}

function isNeedless({ tasks, outcome }: Facts, { createTime, dates }: Profile): boolean {
  const isUsable = (createTime === "exact" || createTime === "off") && dates === "always";
  const [only] = tasks;
  const isDoubt = /^(AmbiguousTask|TaskNotListed)Error/.test(outcome?.error ?? "");
  return isDoubt && isUsable && tasks.length === 1 && only !== undefined && isInTime(only);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
