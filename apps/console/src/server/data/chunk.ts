// Files that are read together: those of one action that start at the same time. Reading ends between two chunks, so a page shows
// the newest days while older ones are still being read.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Action } from "@cdn-export/api";
import { mergePoints, type Points, type TopList } from "@cdn-export/rows/report";
import type { ExportFolder, FolderWindow, LeftOut, PointAction, ReadOptions, TopAction } from "@cdn-export/sync/folder";
import type { RequestError } from "../http/failure.ts";
import { pathInside } from "./inside.ts";

export interface Chunk {
  action: Action;
  /** In milliseconds since the epoch; the end is exclusive. */
  from: number;
  to: number;
  windows: readonly FolderWindow[];
  /** Another text for other files. */
  signature: string;
}

/** What the files of a chunk contain. */
export interface ChunkContents {
  chunk: Chunk;
  points: Points | undefined;
  topLists: readonly TopList[];
  leftOut: readonly LeftOut[];
  /** Files that were saved as they are, and can't be read. */
  failed: readonly { window: FolderWindow; error: Error }[];
  /** Sizes and times of the files when they were read. */
  stamp: string;
  /** About how much memory it takes. */
  bytes: number;
}

/** The chunks of windows with files, newest first. */
export function chunksOf(action: Action, windows: readonly FolderWindow[]): Chunk[] {
  const byStart = new Map<number, FolderWindow[]>();
  for (const window of windows) {
    if (window.file === undefined) continue;
    const same = byStart.get(window.from);
    if (same) same.push(window);
    else byStart.set(window.from, [window]);
  }
  return [...byStart]
    .sort(([a], [b]) => b - a)
    .map(([from, windows]) => {
      const to = windows.reduce((end, window) => Math.max(end, window.to), from);
      const signature = windows.map(({ id, file }) => `${id} ${file?.sha256}`).join("\n");
      return { action, from, to, windows, signature };
    });
}

/** Reads a chunk. One file that can't be read doesn't hide the others. */
export async function readChunk(folder: ExportFolder, chunk: Chunk, signal: AbortSignal): Promise<ChunkContents> {
  const stamp = await stampOf(folder.path, chunk);
  const leftOut: LeftOut[] = [];
  const failed: { window: FolderWindow; error: Error }[] = [];
  const parts: Points[] = [];
  const topLists: TopList[] = [];
  const safe = await windowsInside(folder.path, chunk.windows, (window, error) => failed.push({ window, error }));
  const read = async (windows: readonly FolderWindow[]) => {
    const ids = new Set(windows.map(({ id }) => id));
    const options: ReadOptions = { where: ({ id }) => ids.has(id), signal };
    const found = chunk.action.startsWith("top_")
      ? await folder.topLists(chunk.action as TopAction, options)
      : await folder.points(chunk.action as PointAction, options);
    leftOut.push(...found.leftOut);
    if ("topLists" in found) topLists.push(...found.topLists);
    else if (found.points) parts.push(found.points);
  };
  try {
    await read(safe);
  } catch (error) {
    signal.throwIfAborted();
    const [first, second] = safe;
    if (first && second === undefined) failed.push({ window: first, error: error as Error });
    else
      for (const window of safe)
        await read([window]).catch((error) => {
          signal.throwIfAborted();
          failed.push({ window, error });
        });
  }
  const points = parts.length > 1 ? mergePoints(parts) : parts[0];
  return { chunk, points, topLists, leftOut, failed, stamp, bytes: sizeOf(points, topLists) };
}

/** A file that isn't there is left out later, like one that has changed. */
async function windowsInside(
  folder: string,
  windows: readonly FolderWindow[],
  refuse: (window: FolderWindow, error: Error) => void,
): Promise<FolderWindow[]> {
  const found: FolderWindow[] = [];
  for (const window of windows) {
    const outside = await pathInside(folder, window.file?.path ?? "").then(
      () => undefined,
      (error: RequestError) => (error.failure.code === "OUTSIDE" ? error : undefined),
    );
    if (outside) refuse(window, outside);
    else found.push(window);
  }
  return found;
}

/** Changes when a file does: programs can set the time of modification, but not `ctime`. */
export async function stampOf(folder: string, { windows }: Chunk): Promise<string> {
  const stamps = windows.map(async ({ file }) => {
    const found = await stat(join(folder, file?.path ?? "")).catch(() => undefined);
    return found ? `${found.size} ${found.ctimeMs} ${found.ino}` : "";
  });
  return (await Promise.all(stamps)).join("\n");
}

/** The objects around the numbers, and the names of a list. */
const DAY_BYTES = 400;
const NAME_BYTES = 150;

function sizeOf(points: Points | undefined, lists: readonly TopList[]): number {
  const days = points?.days ?? [];
  const numbers = days.reduce(
    (sum, { values }) => sum + Object.values(values).reduce((bytes, { byteLength }) => bytes + byteLength, DAY_BYTES),
    0,
  );
  return lists.reduce((sum, { values }) => sum + values.size * NAME_BYTES, numbers);
}
