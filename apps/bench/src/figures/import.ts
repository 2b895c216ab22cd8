// What importing the client adds to the start of a process.
import { spawnSync } from "node:child_process";
import type { Figure } from "../figure.ts";

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
  const cwd = new URL("../..", import.meta.url);
  const time = (code: string) => {
    const start = performance.now();
    spawnSync(process.execPath, ["--input-type=module", "-e", code], { cwd, stdio: "ignore" });
    return performance.now() - start;
  };
  const client = 'import "@cdn-export/client"';
  const core = 'import "@huaweicloud/huaweicloud-sdk-core"';
  const times = Array.from({ length: rounds }, () => [time(""), time(client), time(core)] as const);
  // The fastest of each: whatever else the machine does only adds to a process's start.
  const fastest = (index: 0 | 1 | 2) => Math.min(...times.map((round) => round[index]));
  const [empty, ours, official] = [fastest(0), fastest(1), fastest(2)];
  return { ours: ours - empty, official: official - empty };
}
