// What the documents show is what the program does.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recording, withRecording } from "../scripts/record.ts";
import { reference } from "../scripts/reference.ts";

const read = (name: string) => readFileSync(join(import.meta.dirname, "..", name), "utf8");

test("REFERENCE.md is what the commands say of themselves (npm run cli:reference)", () => {
  expect(read("REFERENCE.md")).toBe(reference());
});

test("the session in the README is one that takes place (npm run cli:record)", async () => {
  const readme = read("README.md");
  expect(readme).toContain("$ cdn-export get");
  expect(readme).toBe(withRecording(readme, await recording()));
});
