// The template of names is the same wherever it is said.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { TEMPLATE } from "../src/names.ts";

it.each(["packages/sync/README.md", "packages/sync/src/sync.ts", "apps/cli/src/commands/sync/command.ts"])(
  "%s",
  (path) => {
    expect(readFileSync(join(import.meta.dirname, "../../..", path), "utf8")).toContain(TEMPLATE);
  },
);
