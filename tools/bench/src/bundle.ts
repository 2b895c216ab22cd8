// What a bundle weighs: esbuild, minified, each chunk gzipped, in bytes.
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";

export interface Size {
  /** What is loaded at once. */
  entry: number;
  /** The same with the chunks that have these exports, and what those need. */
  with: (...names: string[]) => number;
  /** What is loaded on demand. */
  later: number;
}

type Chunk = Metafile["outputs"][string] & { size: number };

/** @param platform - Node's own modules stay outside of a bundle for Node. @default "browser" */
export async function sizeOf(code: string, platform: "browser" | "node" = "browser"): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: new URL("..", import.meta.url).pathname },
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    platform,
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "error",
    // Of a package as it is published, not of its sources.
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
  // What is imported statically comes along.
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
    // esbuild also writes chunks that nothing left in the bundle imports.
    later: weigh(reached(entry, () => true)) - weigh(atOnce),
  };
}
