// The default template is the same in the code and in the docs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { TEMPLATE } from "../src/names.ts";

it.each(["packages/sync/README.md", "packages/sync/src/sync.ts", "apps/cli/src/flags/plan-flags.ts"])("%s", (path) => {
  expect(readFileSync(join(import.meta.dirname, "../../..", path), "utf8")).toContain(TEMPLATE);
});
