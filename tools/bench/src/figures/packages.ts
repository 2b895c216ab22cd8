// The packages that installing the client adds.
import { readFileSync } from "node:fs";
import { type Program, program } from "../program.ts";

interface Manifest {
  dependencies?: Record<string, string>;
}

const read = (name: string): Manifest =>
  JSON.parse(readFileSync(new URL(`../../../../packages/${name}/package.json`, import.meta.url), "utf8")) as Manifest;

export const packages: Program = program(
  {
    "runtime-dependencies": {
      what: "runtime dependencies of the client that are not ours",
      unit: "packages",
      budget: 1,
    },
  },
  async () => {
    const own = (name: string) => name.startsWith("@cdn-export/");
    const names = Object.keys(read("client").dependencies ?? {});
    const below = names
      .filter(own)
      .flatMap((name) => Object.keys(read(name.replace("@cdn-export/", "")).dependencies ?? {}));
    const foreign = [...names, ...below].filter((name) => !own(name));
    return { "runtime-dependencies": { value: foreign.length, detail: foreign.join(", ") } };
  },
);
