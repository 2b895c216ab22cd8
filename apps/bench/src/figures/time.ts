// How long a developer waits.
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Figure } from "../figure.ts";
import { median } from "../measure.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

export async function timeFigures(quick: boolean): Promise<Figure[]> {
  const rounds = quick ? 3 : 5;
  const generate: number[] = [];
  const demo: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    spawnSync("npm", ["run", "--silent", "generate:check"], { cwd: root });
    generate.push((performance.now() - start) / 1000);
    demo.push(await untilFirstRequest());
  }
  const figure = (name: string, what: string, values: number[], budget: number): Figure => ({
    name,
    what,
    rival: null,
    value: median(values),
    unit: "s",
    budget,
    detail: `${rounds} runs`,
  });
  return [
    figure("generate", "`npm run generate`", generate, 5),
    figure("demo", "`npm run demo`, from the second time on, until its first request", demo, 2),
  ];
}

async function untilFirstRequest(): Promise<number> {
  const start = performance.now();
  const child = spawn("npm", ["run", "--silent", "demo"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  let seconds = Number.NaN;
  for await (const text of child.stdout.setEncoding("utf8")) {
    if (Number.isNaN(seconds) && String(text).includes("create")) seconds = (performance.now() - start) / 1000;
  }
  return seconds;
}
