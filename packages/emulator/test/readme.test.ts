import { readFile } from "node:fs/promises";
import { createSignedFetch } from "@cdn-export/signer";
import { expect, test } from "vitest";
import { FAULT_KINDS } from "../src/faults/check-fault.ts";
import * as emulator from "../src/index.ts";
import { OPTION_KINDS } from "../src/option-kinds.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

test("the README's example runs", async () => {
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const body = code.replace(/^import .*\n/gm, "");
  const names = { ...emulator, createSignedFetch };
  const run = new Function(...Object.keys(names), `return (async () => { ${body}; return csv; })()`);
  expect(await run(...Object.values(names))).toMatch(/^Start \(GMT\+8\),End \(GMT\+8\),Unique visitors\r\n2026-/);
});

test("the README names every option and every fault", () => {
  for (const name of [...Object.keys(OPTION_KINDS), ...FAULT_KINDS]) expect(readme).toContain(`\`${name}`);
});
