// turbo.json can't say "the build of every package", so it lists them, and the list must be complete.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

it("reads the declarations of every package after its build", () => {
  const packages = globSync("packages/*/package.json", { cwd: root }).map((file) => read(file).name as string);
  const { dependsOn } = read("turbo.json").tasks["//#api:check"];
  expect([...dependsOn].sort()).toEqual(packages.map((name) => `${name}#build`).sort());
});
