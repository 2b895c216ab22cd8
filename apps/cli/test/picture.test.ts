import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { picture } from "../scripts/picture.ts";

test("the README's picture matches a real session (npm run cli:record)", async () => {
  expect(readFileSync(join(import.meta.dirname, "../../../docs/session.svg"), "utf8")).toBe(await picture());
});
