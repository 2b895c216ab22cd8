// What would be published: packed as pnpm publishes it, and looked at from outside.
import { execFileSync } from "node:child_process";
import { type Published, publishedPackages } from "../published.ts";
import { runQuietly } from "../steps.ts";
import { type Manifest, problems } from "./manifest.ts";
import { Unfit } from "./unfit.ts";

export interface Packed extends Published {
  /** Where the tarball lies. */
  tarball: string;
}

/** All of a tarball's files, with the licences of what is bundled: neither tests, nor sources, nor maps to them. */
const SHIPPED =
  /^package\/(package\.json|LICENSE|[A-Z]+\.md|vectors\.json|dist\/third-party\.txt|dist\/.+\.(js|d\.ts|json))$/;

/** Builds and packs every package that is published into the folder. */
export function pack(folder: string): Packed[] {
  const packages = publishedPackages();
  const filters = packages.map(({ name }) => `--filter=${name}`);
  if (!runQuietly("turbo", "run", "build", "--output-logs=errors-only", ...filters))
    throw new Unfit("the packages could not be built.");
  return packages.map((found) => {
    const args = ["pack", "--json", "--pack-destination", folder];
    const output = execFileSync("pnpm", args, { cwd: found.directory, encoding: "utf8" });
    return { ...found, tarball: (JSON.parse(output) as { filename: string }).filename };
  });
}

/** publint and attw find nothing, its manifest is whole, and it ships what is needed and nothing else. */
export function inspect({ tarball, directory }: Packed): void {
  if (!runQuietly("publint", "run", tarball, "--strict")) throw new Unfit(`publint refuses ${tarball}.`);
  if (!runQuietly("attw", tarball, "--profile", "esm-only", "--no-color", "--no-emoji"))
    throw new Unfit(`attw refuses ${tarball}.`);
  const manifest = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" });
  const wrong = problems(JSON.parse(manifest) as Manifest, directory);
  if (wrong.length > 0) throw new Unfit(`${directory}/package.json: ${wrong.join("; ")}.`);
  const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
  const odd = files.filter((file) => !SHIPPED.test(file));
  if (odd.length > 0) throw new Unfit(`${tarball} ships what nobody needs: ${odd.join(", ")}.`);
  for (const file of ["LICENSE", "README.md"])
    if (!files.includes(`package/${file}`)) throw new Unfit(`${tarball} lacks its ${file}.`);
}
