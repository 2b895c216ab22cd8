// The time that `cdn-export --help` adds to the start of a process.
import { fileURLToPath } from "node:url";
import { startTimes } from "../measure.ts";
import { type Program, program } from "../program.ts";
import { OFFICIAL } from "../versions.ts";

export const terminal: Program = program(
  {
    terminal: {
      what: "`cdn-export --help` at its fastest",
      rival: `\`import\` of ${OFFICIAL}`,
      unit: "x",
      budget: 0.7,
    },
  },
  async (quick) => {
    const manifest = import.meta.resolve("@cdn-export/cli/package.json");
    const bin = fileURLToPath(new URL("dist/bin.js", manifest));
    const [help = 0, official = 0] = startTimes(
      quick ? 5 : 25,
      ["-e", ""],
      [
        [bin, "--help"],
        ["--input-type=module", "-e", 'import "@huaweicloud/huaweicloud-sdk-core"'],
      ],
    );
    const detail = `${Math.round(help)} against ${Math.round(official)} ms, over an empty process`;
    return { terminal: { value: help / official, detail } };
  },
);
