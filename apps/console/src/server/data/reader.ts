// Reads chunks one after the other, those that a page waits for first, and keeps as many as fit into memory.
import type { ExportFolder } from "@cdn-export/sync/folder";
import { type Chunk, type ChunkContents, readChunk, stampOf } from "./chunk.ts";

export interface Reader {
  /** What is known of chunks. Starts to read the others. */
  request(chunks: readonly Chunk[]): { known: ChunkContents[]; isPartial: boolean };
  /** Reads chunks when no page waits, as long as there is room. */
  readAhead(chunks: readonly Chunk[]): void;
  /** Resolves after the next chunk was read. */
  next(): Promise<void>;
  isKnown(chunk: Chunk): boolean;
  isIdle(): boolean;
  all(): Iterable<ChunkContents>;
  /** Forgets chunks whose files have changed since they were read. @returns whether there were any */
  check(): Promise<boolean>;
  /** Stops reading. Resolves when nothing is read or written any more. */
  close(): Promise<void>;
}

/** 90 days of 50 domains with all measures take 95 MB. The rest of 300 MB is for the program itself, and for the file that is being read. */
const MAX_BYTES = 160 << 20;

export function createReader(folder: () => ExportFolder | undefined, onRead: () => void): Reader {
  const known = new Map<string, { contents: ChunkContents; used: number }>();
  const wanted = new Map<string, { chunk: Chunk; priority: number }>();
  const stop = new AbortController();
  let requests = 0;
  let working: Promise<void> | undefined;
  let waiting: (() => void)[] = [];

  const keyOf = ({ action, from }: Chunk) => `${action} ${from}`;
  const find = (chunk: Chunk) => {
    const found = known.get(keyOf(chunk));
    return found?.contents.chunk.signature === chunk.signature ? found : undefined;
  };
  const size = () => [...known.values()].reduce((sum, { contents }) => sum + contents.bytes, 0);

  /** The chunk that the latest request waits for; the newest one of several. */
  function pick(): Chunk | undefined {
    const hasRoom = size() < MAX_BYTES;
    const [first] = [...wanted.values()]
      .filter(({ priority }) => priority > 0 || hasRoom)
      .sort((a, b) => b.priority - a.priority || b.chunk.from - a.chunk.from);
    return first?.chunk;
  }

  function work(): void {
    const opened = folder();
    if (opened !== undefined && pick()) working ??= readWanted(opened);
  }

  async function readWanted(opened: ExportFolder): Promise<void> {
    try {
      for (let chunk = pick(); chunk && !stop.signal.aborted; chunk = pick()) {
        const contents = await readChunk(opened, chunk, stop.signal);
        if (wanted.get(keyOf(chunk))?.chunk.signature === chunk.signature) wanted.delete(keyOf(chunk));
        known.set(keyOf(chunk), { contents, used: requests });
        forgetOld();
        announce();
      }
    } catch {
      // Only a signal ends the work early: readChunk reports errors in its contents.
    } finally {
      // Before the requests that were woken ask for more.
      working = undefined;
    }
  }

  function announce(): void {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
    onRead();
  }

  function forgetOld(): void {
    const old = [...known].filter(([, { used }]) => used < requests).sort(([, a], [, b]) => a.used - b.used);
    let bytes = size();
    for (const [key, { contents }] of old) {
      if (bytes <= MAX_BYTES) return;
      known.delete(key);
      bytes -= contents.bytes;
    }
  }

  return {
    request(chunks) {
      requests += 1;
      const found: ChunkContents[] = [];
      for (const chunk of chunks) {
        const one = find(chunk);
        if (one) {
          one.used = requests;
          found.push(one.contents);
        } else wanted.set(keyOf(chunk), { chunk, priority: requests });
      }
      work();
      return { known: found, isPartial: found.length < chunks.length };
    },
    readAhead(chunks) {
      for (const [key, { priority }] of wanted) if (priority === 0) wanted.delete(key);
      for (const chunk of chunks)
        if (!find(chunk) && !wanted.has(keyOf(chunk))) wanted.set(keyOf(chunk), { chunk, priority: 0 });
      work();
    },
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    isKnown: (chunk) => find(chunk) !== undefined,
    isIdle: () => working === undefined && pick() === undefined,
    all: () => [...known.values()].map(({ contents }) => contents),
    async check() {
      const opened = folder();
      let isChanged = false;
      for (const [key, { contents }] of [...known]) {
        if (opened && (await stampOf(opened.path, contents.chunk)) === contents.stamp) continue;
        known.delete(key);
        isChanged = true;
      }
      return isChanged;
    },
    async close() {
      stop.abort();
      announce();
      await working;
    },
  };
}
