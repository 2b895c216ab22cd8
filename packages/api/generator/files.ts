// Compares the generated files with those on disk, and writes them.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SpecError } from "./source.ts";

const FOLDER = "packages/api/generated";
/** The SHA-256 of each generated file, as it was written. A file with another one was edited by hand. */
export const CHECKSUMS: string = `${FOLDER}/checksums.json`;

/** The contents of files, by their path from the root. */
export type Contents = ReadonlyMap<string, string>;

export function checksumsOf(contents: Contents): string {
  const sums = [...contents].map(([file, content]) => [file, sha256(content)]);
  return `${JSON.stringify(Object.fromEntries(sums), null, 2)}\n`;
}

export interface State {
  /** Files on disk with another content. */
  changed: string[];
  /** Those of them that have changed since they were written. */
  edited: string[];
  /** Files in the folder of the generated code that the generator doesn't write. */
  stray: string[];
}

export async function compare(root: string, contents: Contents): Promise<State> {
  const state: State = { changed: [], edited: [], stray: [] };
  const written = checksumsIn(await textOf(join(root, CHECKSUMS)));
  for (const [file, content] of contents) {
    const found = await textOf(join(root, file));
    if (found === content) continue;
    state.changed.push(file);
    if (found !== undefined && written[file] !== undefined && written[file] !== sha256(found)) state.edited.push(file);
  }
  const there = await readdir(join(root, FOLDER)).catch(() => []);
  state.stray = there.map((name) => `${FOLDER}/${name}`).filter((file) => !contents.has(file));
  return state;
}

/** Writes all files, or none if one of them can't be written. */
export async function writeAll(root: string, contents: Contents): Promise<void> {
  const files = [...contents].map(([file, content]) => ({ file, content, path: join(root, file) }));
  const temporary = (path: string) => `${path}.new`;
  try {
    for (const { path, content } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(temporary(path), content);
    }
  } catch (error) {
    // `force` ignores a missing file, but `rm` still fails if the file's folder is itself a file.
    await Promise.allSettled(files.map(({ path }) => rm(temporary(path), { force: true })));
    throw new SpecError([`Nothing was written: ${(error as Error).message}`]);
  }
  for (const { path } of files) await rename(temporary(path), path);
}

/** The packages that decide what the generated files look like. */
const TOOLS = ["openapi-typescript", "typescript", "yaml"];

/** Names each tool whose installed version isn't the one in packages/api/package.json, with what to do. */
export async function unlockedTools(folder: string = join(import.meta.dirname, "..")): Promise<string[]> {
  const { devDependencies } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const found = await Promise.all(
    TOOLS.map(async (name) => {
      const text = await textOf(join(folder, "node_modules", name, "package.json"));
      const version = text === undefined ? "not installed" : JSON.parse(text).version;
      return version === devDependencies[name]
        ? []
        : [
            `${name} is ${version}, but the lockfile has ${devDependencies[name]}. Delete node_modules/.installed, and run the command again to install it.`,
          ];
    }),
  );
  return found.flat();
}

function checksumsIn(text = "{}"): Record<string, string> {
  try {
    return JSON.parse(text);
  } catch {
    // Damaged checksums are written again, like every other file.
    return {};
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch(() => undefined);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
