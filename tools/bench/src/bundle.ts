// The size of a bundle in bytes: made by esbuild, minified, each chunk gzipped.
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";

export interface Size {
  /** The chunks that the first import loads. */
  entry: number;
  /** The same, plus the chunks with these exports and their dependencies. */
  with: (...names: string[]) => number;
  /** The chunks that are loaded on demand. */
  later: number;
}

type Chunk = Metafile["outputs"][string] & { size: number };

/** @param platform - a bundle for Node doesn't contain Node's modules. @default "browser" */
export async function sizeOf(code: string, platform: "browser" | "node" = "browser"): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: new URL("..", import.meta.url).pathname },
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    platform,
    // The optional peer dependency with binaries, which users install on their own.
    external: ["@duckdb/node-api"],
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "error",
    // Ignores this repository's tsconfig, because users don't have it.
    tsconfigRaw: "{}",
  });
  const chunks = new Map<string, Chunk>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const file = outputFiles.find((file) => basename(file.path) === basename(path));
    if (file) chunks.set(path, { ...output, size: gzipSync(file.contents, { level: 9 }).length });
  }
  const reached = (start: string, isFollowed: (kind: string) => boolean, found = new Set<string>()): Set<string> => {
    const chunk = chunks.get(start);
    if (!chunk || found.has(start)) return found;
    found.add(start);
    for (const { path, kind } of chunk.imports) if (isFollowed(kind)) reached(path, isFollowed, found);
    return found;
  };
  // Static imports are loaded too.
  const along = (start: string) => reached(start, (kind) => kind === "import-statement");
  const weigh = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + (chunks.get(path)?.size ?? 0), 0);
  const entry = [...chunks].find(([, { entryPoint }]) => entryPoint === "<stdin>")?.[0] ?? "";
  const atOnce = along(entry);
  return {
    entry: weigh(atOnce),
    with(...names) {
      const found = names.map((name) => {
        const chunk = [...chunks].find(([, { exports }]) => exports.includes(name))?.[0];
        if (!chunk) throw new Error(`No chunk exports ${name}.`);
        return chunk;
      });
      return weigh(new Set([...atOnce, ...found.flatMap((chunk) => [...along(chunk)])]));
    },
    // esbuild also writes chunks that nothing imports anymore.
    later: weigh(reached(entry, () => true)) - weigh(atOnce),
  };
}
