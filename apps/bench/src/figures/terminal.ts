// What the terminal program adds to the start of a process, when it does nothing but speak of itself.
import { fileURLToPath } from "node:url";
import type { Figure } from "../figure.ts";
import { startTimes } from "../measure.ts";

export async function terminalFigures(quick: boolean): Promise<Figure[]> {
  const manifest = import.meta.resolve("@cdn-export/cli/package.json");
  const bin = fileURLToPath(new URL("dist/bin.js", manifest));
  const [help = 0, version = 0] = startTimes(
    quick ? 9 : 25,
    ["-e", ""],
    [
      [bin, "--help"],
      [bin, "--version"],
    ],
  );
  return [
    {
      name: "terminal",
      what: "`cdn-export --help`, over an empty process",
      rival: null,
      value: help,
      unit: "ms",
      budget: 30,
      detail: `\`cdn-export --version\`: ${Math.round(version)} ms`,
    },
  ];
}
