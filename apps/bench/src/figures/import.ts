// What importing the client adds to the start of a process.
import type { Figure } from "../figure.ts";
import { startTimes } from "../measure.ts";

export async function importFigures(quick: boolean): Promise<Figure[]> {
  const { ours, official } = importTimes(quick ? 9 : 25);
  return [
    {
      name: "import",
      what: "`import` of the client, over an empty process",
      rival: null,
      value: ours,
      unit: "ms",
      budget: 15,
      detail: `the core of the official SDK: ${Math.round(official)} ms`,
    },
  ];
}

/** Milliseconds beyond those of an empty process. */
export function importTimes(rounds: number): { ours: number; official: number } {
  const program = (code: string) => ["--input-type=module", "-e", code];
  const [ours = 0, official = 0] = startTimes(rounds, program(""), [
    program('import "@cdn-export/client"'),
    program('import "@huaweicloud/huaweicloud-sdk-core"'),
  ]);
  return { ours, official };
}
