// What an installation of the client brings along.
import { readFileSync } from "node:fs";
import type { Figure } from "../figure.ts";

interface Manifest {
  dependencies?: Record<string, string>;
}

const read = (name: string): Manifest =>
  JSON.parse(readFileSync(new URL(`../../../../packages/${name}/package.json`, import.meta.url), "utf8")) as Manifest;

export async function packageFigures(): Promise<Figure[]> {
  const own = (name: string) => name.startsWith("@cdn-export/");
  const names = Object.keys(read("client").dependencies ?? {});
  const below = names
    .filter(own)
    .flatMap((name) => Object.keys(read(name.replace("@cdn-export/", "")).dependencies ?? {}));
  const foreign = [...names, ...below].filter((name) => !own(name));
  return [
    {
      name: "runtime-dependencies",
      what: "runtime dependencies of the client that are not ours",
      rival: null,
      value: foreign.length,
      unit: "packages",
      budget: 1,
      detail: foreign.join(", "),
    },
  ];
}
