// The ledger in words.
import type { Ledger, Problem } from "./ledger.ts";
import type { Plan } from "./plan.ts";

const MAX_SHOWN = 20;

export function draw(ledger: Ledger, broken: readonly string[]): string {
  const { plan, profile, errors, longestWaitMs, problems, ...counts } = ledger;
  const rows: [string, string | number][] = [
    ...Object.entries(counts),
    ...Object.entries(errors),
    ["longest wait", `${(longestWaitMs / 1000).toFixed(1)} s`],
    ["service", describe(ledger)],
    ...(plan.rival === "none" ? [] : rivalRows(ledger)),
  ];
  const shown = problems.slice(0, MAX_SHOWN).map(describeProblem);
  if (problems.length > MAX_SHOWN) shown.push(`  and ${problems.length - MAX_SHOWN} more: see --json`);
  return [
    ...rows.map(([name, value]) => `  ${name.padEnd(34)}${value}`),
    ...shown,
    broken.length === 0 ? "Every promise was kept." : `Broken: ${broken.join("; ")}.`,
  ].join("\n");
}

function describeProblem({ n, what, detail, excuse }: Problem): string {
  return `  export ${n}: ${what}${excuse ? ` (excused: ${excuse})` : ""}: ${detail}`;
}

function describe({ profile }: Ledger): string {
  const { createTime, dates, lateList, createBody, onLost, offsetMs } = profile;
  const offset = createTime === "off" ? ` by ${(offsetMs / 1000).toFixed(1)} s` : "";
  return `create_time ${createTime}${offset}, Date ${dates}, list late ${lateList.kind} ${lateList.ms / 1000} s, create answers ${createBody}, onLost ${onLost}`;
}

function rivalRows({ plan, asked, wrong, rejected }: Ledger): [string, string][] {
  const per1000 = (count: number) => ((1000 * count) / asked).toFixed(1);
  const when = plan.rival === "together" ? "together with create calls" : `at any time, ${plan.rivalsPerHour} an hour`;
  return [
    ["rivals create", when],
    ["wrong per 1,000", per1000(wrong)],
    ["wrong per 1,000 before the check", per1000(wrong + rejected)],
  ];
}

/** The command that repeats a run. */
export function commandOf(plan: Plan): string {
  const { exports, faultRate, seed, atOnce, programs, plain, kill, rival, rivalsPerHour } = plan;
  const flags = [
    ...(rival === "none" && plain ? ["--plain"] : []),
    ...(kill ? ["--kill"] : []),
    ...(rival === "none" ? [] : ["--rival", `--rivals-per-hour ${rivalsPerHour}`]),
  ];
  const options = `--exports ${exports} --fault-rate ${faultRate} --seed ${seed} --at-once ${atOnce} --programs ${programs}`;
  return ["npm run chaos --", options, ...flags].join(" ");
}
