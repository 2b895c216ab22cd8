import { readFile } from "node:fs/promises";
import { createSignedFetch } from "@cdn-export/signer";
import { expect, test } from "vitest";
import * as emulator from "../src/index.ts";
import { settingsOf } from "../src/options.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

test("the README's example runs", async () => {
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const body = code.replace(/^import .*\n/gm, "");
  const names = { ...emulator, createSignedFetch };
  const run = new Function(...Object.keys(names), `return (async () => { ${body}; return csv; })()`);
  expect(await run(...Object.values(names))).toMatch(/^Start \(GMT\+8\),End \(GMT\+8\),Unique visitors\r\n2026-/);
});

test("the README names every option", () => {
  for (const name of Object.keys(settingsOf({}))) expect(readme).toContain(`\`${name}`);
});
