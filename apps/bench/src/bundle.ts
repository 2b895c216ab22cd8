// What a bundle weighs, minified and gzipped, in bytes.
import { gzipSync } from "node:zlib";
import { type OutputChunk, rolldown } from "rolldown";

export interface Size {
  /** What is loaded at once. */
  entry: number;
  /** The same with the chunk that has this export, and what that needs. */
  with: (name: string) => number;
  /** What is loaded on demand. */
  later: number;
}

/** @param platform - Node's own modules stay outside of a bundle for Node. @default "browser" */
export async function sizeOf(code: string, platform: "browser" | "node" = "browser"): Promise<Size> {
  const bundle = await rolldown({
    input: "entry",
    cwd: new URL("..", import.meta.url).pathname,
    platform,
    // Whoever reads xlsx and zip installs these.
    external: /^(hucre|fflate)(\/|$)/,
    onLog(_level, { code, message }) {
      // Left out, it would weigh nothing.
      if (code === "UNRESOLVED_IMPORT") throw new Error(message);
    },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? new URL("../entry.js", import.meta.url).pathname : undefined),
        load: (id) => (id.endsWith("/bench/entry.js") ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  const chunks = output.filter((chunk): chunk is OutputChunk => chunk.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  // What is imported statically comes along.
  const along = (start: OutputChunk | undefined, found = new Set<OutputChunk>()): Set<OutputChunk> => {
    if (!start || found.has(start)) return found;
    found.add(start);
    for (const chunk of chunks) if (start.imports.includes(chunk.fileName)) along(chunk, found);
    return found;
  };
  const weigh = (parts: Iterable<OutputChunk>) =>
    [...parts].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
  const atOnce = along(entry);
  return {
    entry: weigh(atOnce),
    with(name) {
      const chunk = chunks.find((chunk) => chunk.exports.includes(name));
      if (!chunk) throw new Error(`No chunk exports ${name}.`);
      return weigh(new Set([...atOnce, ...along(chunk)]));
    },
    later: weigh(chunks) - weigh(atOnce),
  };
}
