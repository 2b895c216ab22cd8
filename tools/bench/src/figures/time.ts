// The waiting times of a developer.
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "../measure.ts";
import { type Program, program } from "../program.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

export const time: Program = program(
  {
    generate: { what: "`npm run generate:check`", unit: "s", budget: 5 },
    demo: { what: "`npm run demo`, from the second time on, until its first request", unit: "s", budget: 2 },
  },
  async (quick) => {
    const rounds = quick ? 1 : 5;
    const generate: number[] = [];
    const demo: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      spawnSync("npm", ["run", "--silent", "generate:check"], { cwd: root });
      generate.push((performance.now() - start) / 1000);
      demo.push(await untilFirstRequest());
    }
    const detail = `${rounds} runs`;
    return { generate: { value: median(generate), detail }, demo: { value: median(demo), detail } };
  },
);

async function untilFirstRequest(): Promise<number> {
  const start = performance.now();
  const child = spawn("npm", ["run", "--silent", "demo"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  let seconds = Number.NaN;
  for await (const text of child.stdout.setEncoding("utf8")) {
    if (Number.isNaN(seconds) && String(text).includes("create")) seconds = (performance.now() - start) / 1000;
  }
  return seconds;
}
