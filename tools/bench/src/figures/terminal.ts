// What the terminal program adds to the start of a process, when it does nothing but speak of itself.
import { fileURLToPath } from "node:url";
import { startTimes } from "../measure.ts";
import { type Program, program } from "../program.ts";

export const terminal: Program = program(
  {
    terminal: { what: "`cdn-export --help` at its fastest, over an empty process", unit: "ms", budget: 30 },
  },
  async (quick) => {
    const manifest = import.meta.resolve("@cdn-export/cli/package.json");
    const bin = fileURLToPath(new URL("dist/bin.js", manifest));
    const [help = 0, version = 0] = startTimes(
      quick ? 5 : 25,
      ["-e", ""],
      [
        [bin, "--help"],
        [bin, "--version"],
      ],
    );
    return { terminal: { value: help, detail: `\`cdn-export --version\`: ${Math.round(version)} ms` } };
  },
);
