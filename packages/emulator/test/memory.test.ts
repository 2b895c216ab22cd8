import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("memory stays flat over many calls (the short version of `pnpm endurance`)", async () => {
  const script = fileURLToPath(new URL("./endurance.ts", import.meta.url));
  const child = spawn(process.execPath, ["--expose-gc", script, "4000", "memory"]);
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  expect(errors).toBe("");
  expect(output).toContain("ok   memory over 4000 calls");
  expect(code).toBe(0);
}, 60_000);
