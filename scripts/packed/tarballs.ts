// Packs the packages as pnpm publishes them, and inspects the tarballs.
import { execFileSync } from "node:child_process";
import { type Published, publishedPackages } from "../published.ts";
import { runQuietly } from "../steps.ts";
import { type Manifest, problems } from "./manifest.ts";
import { Unfit } from "./unfit.ts";

export interface Packed extends Published {
  /** Path of the tarball. */
  tarball: string;
}

/**
 * The files that a tarball may contain, including the licences of bundled code, the page of `cdn-export ui` and the programs that it
 * shows: no tests, sources or source maps.
 */
const SHIPPED = new RegExp(
  String.raw`^package/(package\.json|LICENSE|[A-Z]+\.md|[a-z]+\.schema\.json|vectors\.json|dist/(page/assets/)?third-party\.txt|` +
    String.raw`dist/page/(index\.html|assets/[a-z]+\.(css|svg))|dist/samples/\w[\w-]*\.(ts|py|java|go)|dist/.+\.(js|d\.ts|json))$`,
);

/** Builds every published package and packs it into the folder. */
export function pack(folder: string): Packed[] {
  const packages = publishedPackages();
  const filters = packages.map(({ name }) => `--filter=${name}`);
  if (!runQuietly("turbo", "run", "build", "--output-logs=errors-only", ...filters))
    throw new Unfit("the packages can't be built.");
  return packages.map((found) => {
    const args = ["pack", "--json", "--pack-destination", folder];
    const output = execFileSync("pnpm", args, { cwd: found.directory, encoding: "utf8" });
    return { ...found, tarball: (JSON.parse(output) as { filename: string }).filename };
  });
}

/** Checks a tarball with publint and attw, its manifest, and its list of files. */
export function inspect({ tarball, directory }: Packed): void {
  if (!runQuietly("publint", "run", tarball, "--strict")) throw new Unfit(`publint finds problems in ${tarball}.`);
  if (!runQuietly("attw", tarball, "--profile", "esm-only", "--no-color", "--no-emoji"))
    throw new Unfit(`attw finds problems in ${tarball}.`);
  const manifest = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" });
  const wrong = problems(JSON.parse(manifest) as Manifest, directory);
  if (wrong.length > 0) throw new Unfit(`${directory}/package.json: ${wrong.join("; ")}.`);
  const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
  const odd = files.filter((file) => !SHIPPED.test(file));
  if (odd.length > 0) throw new Unfit(`${tarball} contains needless files: ${odd.join(", ")}.`);
  for (const file of ["LICENSE", "README.md"])
    if (!files.includes(`package/${file}`)) throw new Unfit(`${tarball} lacks its ${file}.`);
}
