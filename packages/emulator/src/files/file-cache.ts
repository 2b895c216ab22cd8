import type { Layout } from "./layout.ts";

/** A cache of files, with limits. */
export interface FileCache {
  /** What is known about a file, if anything. */
  get(etag: string): Layout | undefined;
  /** Makes the file if nothing is known about it. Concurrent callers wait for the same work. */
  getOrMake(etag: string, make: () => Promise<Layout>): Promise<Layout>;
}

const MAX_FILES = 500;
const MAX_BYTES = 48 * 1024 * 1024;

export function createFileCache(): FileCache {
  const layouts = new Map<string, Layout>();
  const pending = new Map<string, Promise<Layout>>();
  let bytes = 0;

  function keep(etag: string, layout: Layout): void {
    layouts.set(etag, layout);
    bytes += layout.content?.length ?? 0;
    // The oldest files go first: a Map keeps the order of insertion.
    for (const [oldest, { content }] of layouts) {
      if (layouts.size <= MAX_FILES && bytes <= MAX_BYTES) break;
      layouts.delete(oldest);
      bytes -= content?.length ?? 0;
    }
  }

  return {
    get: (etag) => layouts.get(etag),
    async getOrMake(etag, make) {
      const cached = layouts.get(etag);
      if (cached) return cached;
      const work = pending.get(etag) ?? make();
      pending.set(etag, work);
      try {
        const layout = await work;
        if (!layouts.has(etag)) keep(etag, layout);
        return layout;
      } finally {
        pending.delete(etag);
      }
    },
  };
}
