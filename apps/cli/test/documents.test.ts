// The documents match the program.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recording, withRecording } from "../scripts/record.ts";
import { reference } from "../scripts/reference.ts";

const read = (name: string) => readFileSync(join(import.meta.dirname, "..", name), "utf8");

test("REFERENCE.md contains the help of every command (npm run cli:reference)", () => {
  expect(read("REFERENCE.md")).toBe(reference());
});

test("the session in the README can be reproduced (npm run cli:record)", async () => {
  const readme = read("README.md");
  expect(readme).toContain("$ cdn-export get");
  expect(readme).toBe(withRecording(readme, await recording()));
});
