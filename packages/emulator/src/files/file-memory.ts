import type { Layout } from "./layout.ts";

/** Remembers files that were made, within bounds. */
export interface FileMemory {
  /** What is known of a file already. */
  known(etag: string): Layout | undefined;
  /** The same, after making it where nothing is known. Who asks meanwhile waits for the same work. */
  recall(etag: string, make: () => Promise<Layout>): Promise<Layout>;
}

const MAX_FILES = 500;
const MAX_BYTES = 48 * 1024 * 1024;

export function createFileMemory(): FileMemory {
  const layouts = new Map<string, Layout>();
  const inWork = new Map<string, Promise<Layout>>();
  let bytes = 0;

  function keep(etag: string, layout: Layout): void {
    layouts.set(etag, layout);
    bytes += layout.content?.length ?? 0;
    // The oldest go first: a Map keeps the order of insertion.
    for (const [oldest, { content }] of layouts) {
      if (layouts.size <= MAX_FILES && bytes <= MAX_BYTES) break;
      layouts.delete(oldest);
      bytes -= content?.length ?? 0;
    }
  }

  return {
    known: (etag) => layouts.get(etag),
    async recall(etag, make) {
      const known = layouts.get(etag);
      if (known) return known;
      const work = inWork.get(etag) ?? make();
      inWork.set(etag, work);
      try {
        const layout = await work;
        if (!layouts.has(etag)) keep(etag, layout);
        return layout;
      } finally {
        inWork.delete(etag);
      }
    },
  };
}
