// The time that importing the client adds to the start of a process.
import { startTimes } from "../measure.ts";
import { type Program, program } from "../program.ts";
import { OFFICIAL } from "../versions.ts";

/** A busy machine changes times, but hardly ratios. A module that loads Node's HTTP client at import exceeds this on any machine. */
const MOST_OF_OFFICIAL = 0.4;
const CHECKS = 5;

export const importTime: Program = program(
  {
    import: { what: "`import` of the client at its fastest", rival: OFFICIAL, unit: "x", budget: MOST_OF_OFFICIAL },
  },
  async (quick) => {
    const { ours, official } = importTimes(quick ? 5 : 25);
    const detail = `${Math.round(ours)} against ${Math.round(official)} ms, over an empty process`;
    return { import: { value: ours / official, detail } };
  },
);

/** The problem, if the import is slow. Other work of the machine only adds time, so one fast try of several is enough. */
export function slowImport(): string[] {
  let times = { ours: Number.POSITIVE_INFINITY, official: 0 };
  const isSlow = () => times.ours > times.official * MOST_OF_OFFICIAL;
  for (let tries = 0; tries < CHECKS && isSlow(); tries++) times = importTimes(7);
  if (!isSlow()) return [];
  const [ours, official] = [times.ours, times.official].map(Math.round);
  return [
    `\`import\` of the client takes ${ours} ms, over ${MOST_OF_OFFICIAL} x the ${official} ms of the official SDK's core: the limit of tools/bench/src/figures/import.ts.`,
  ];
}

/** Milliseconds over those of an empty process. */
function importTimes(rounds: number): { ours: number; official: number } {
  const code = (text: string) => ["--input-type=module", "-e", text];
  const [ours = 0, official = 0] = startTimes(rounds, code(""), [
    code('import "@cdn-export/client"'),
    code('import "@huaweicloud/huaweicloud-sdk-core"'),
  ]);
  return { ours, official };
}
