// What there is to show, and how far reading is.
import { readdir } from "node:fs/promises";
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import type { FolderWindow } from "@cdn-export/sync/folder";
import type { Action, Area, Dataset, Failure, FileProblem, Folder, Text } from "../../contract.ts";
import { nameOf } from "../action-name.ts";
import { RequestError } from "../http/failure.ts";
import { failureOf as describe } from "../texts.ts";
import type { ViewContext } from "./context.ts";
import { AREAS } from "./query.ts";

export interface FolderContext extends ViewContext {
  /** The path as it was typed. */
  folder: string;
  mode: Folder["mode"];
  jobsOff: Text | undefined;
  endpoint: string | undefined;
}

export async function folderOf(context: FolderContext): Promise<Folder> {
  const { data, folder, mode, jobsOff, endpoint, now } = context;
  const failure = await failureOf(context);
  const { isDone, chunks } = data.reading();
  const withFiles = [...data.records().values()].flatMap(({ file }) => file ?? []);
  const created = withFiles.map(({ createdAt }) => createdAt);
  const oldest = (dates: readonly number[]) => dates.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const latest = (dates: readonly number[]) => dates.reduce((a, b) => Math.max(a, b), 0);
  const isFailed = failure !== undefined && !["NO_LEDGER", "NO_FILES", "NO_QUERIES"].includes(failure.code);
  return {
    path: folder,
    mode,
    ...(jobsOff && { jobsOff }),
    ...(endpoint !== undefined && { endpoint: new URL(endpoint).host }),
    now: now(),
    state: failure ? (isFailed ? "failed" : "empty") : isDone ? "ready" : "reading",
    progress: progressOf(chunks),
    ...(failure && { failure }),
    problems: problemsOf(context),
    data: datasetsOf(context),
    months: monthsOf(data.windows("reports_detail")),
    ...(created.length > 0 && { exported: { first: oldest(created), last: latest(created) } }),
    provisional: withFiles.filter(({ provisional }) => provisional).length,
  };
}

type Chunks = ReturnType<ViewContext["data"]["reading"]>["chunks"];

function progressOf(chunks: Chunks): Folder["progress"] {
  const read = chunks.filter(({ isRead }) => isRead);
  const count = (list: Chunks) => list.reduce((sum, { chunk }) => sum + chunk.windows.length, 0);
  const bytes = (list: Chunks) =>
    list.reduce((sum, { chunk }) => sum + chunk.windows.reduce((all, { file }) => all + (file?.bytes ?? 0), 0), 0);
  const firstGap = chunks.findIndex(({ isRead }) => !isRead);
  const unbroken = firstGap < 0 ? chunks : chunks.slice(0, firstGap);
  const readFrom = unbroken.at(-1)?.chunk.from;
  return {
    files: count(read),
    ofFiles: count(chunks),
    bytes: bytes(read),
    ofBytes: bytes(chunks),
    ...(readFrom !== undefined && { readFrom }),
  };
}

async function failureOf({ data, folder }: FolderContext): Promise<Failure | undefined> {
  const error = data.failure() as (Error & { code?: string }) | undefined;
  const files = [...data.records().values()].filter(({ file }) => file);
  if (error === undefined) {
    const isOld = files.length > 0 && files.every(({ query }) => query === undefined);
    return files.length === 0 ? noFiles(folder) : isOld ? noQueries(folder) : undefined;
  }
  if (error.code !== "NO_LEDGER" && error.code !== "ENOTDIR") return describe(error);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => error.code ?? "");
  const advice: Text = {
    en: `Fill it: cdn-export sync reports_detail,top_url_detail all --last 7d -o ${folder}`,
    zh: `请先导出：cdn-export sync reports_detail,top_url_detail all --last 7d -o ${folder}`,
  };
  const message: Text =
    names === "ENOENT"
      ? { en: `${folder} doesn't exist`, zh: `${folder} 不存在` }
      : names === "ENOTDIR"
        ? { en: `${folder} is a file, not a folder`, zh: `${folder} 是文件，不是文件夹` }
        : names.length === 0
          ? { en: `${folder} is empty`, zh: `${folder} 是空的` }
          : {
              en: `${folder} has no ledger, so it isn't a folder of sync`,
              zh: `${folder} 没有账本，因此不是 sync 的文件夹`,
            };
  return { code: "NO_LEDGER", message, advice };
}

function noFiles(folder: string): Failure {
  return {
    code: "NO_FILES",
    message: { en: `${folder} has a ledger, but no file yet`, zh: `${folder} 有账本，但还没有文件` },
    advice: { en: "Wait for sync, or start an export in Completeness", zh: "请等待 sync，或在“完整性”中开始导出" },
  };
}

function noQueries(folder: string): Failure {
  return {
    code: "NO_QUERIES",
    message: {
      en: `The ledger in ${folder} is of an earlier release, and doesn't say what its files are`,
      zh: `${folder} 中的账本由早期版本写成，没有说明其中的文件是什么`,
    },
    advice: { en: "Run the same sync command again, which adds it", zh: "请再次运行同一 sync 命令，它会补上" },
  };
}

const LEFT_OUT: Readonly<Record<string, readonly [code: string, text: Text]>> = {
  "no file": ["FILE_MISSING", { en: "The file isn't there any more", zh: "文件已不存在" }],
  "other size": [
    "FILE_CHANGED",
    { en: "The file has another size than when it was saved", zh: "文件大小与保存时不同" },
  ],
  "other content": ["FILE_CHANGED", { en: "The file has changed since it was saved", zh: "文件在保存之后被改动过" }],
};

const AGAIN: Text = {
  en: "Its points are missing in every figure. Export its window again in Completeness",
  zh: "所有数字都不含它的数据点。请在“完整性”中重新导出",
};

function problemsOf({ data }: FolderContext): FileProblem[] {
  const problems: FileProblem[] = [];
  for (const { leftOut, failed } of data.contents()) {
    for (const { window, reason } of leftOut) {
      const [code, message] = LEFT_OUT[reason] ?? ["FILE_CHANGED", { en: reason, zh: reason }];
      problems.push({ ...placeOf(window), failure: { code, message, advice: AGAIN } });
    }
    for (const { window, error } of failed) {
      const failure = error instanceof RequestError ? error.failure : describe(error);
      problems.push({ ...placeOf(window), failure: { advice: AGAIN, ...failure } });
    }
  }
  return problems;
}

function placeOf({ id, file }: FolderWindow): { id: string; path: string } {
  return { id, path: file?.path ?? id };
}

function datasetsOf({ data }: FolderContext): Dataset[] {
  const actions = new Set<Action>();
  for (const { query, file } of data.records().values()) if (query && file) actions.add(query.action);
  return [...actions].sort().map((action) => datasetOf(action, data));
}

function datasetOf(action: Action, data: ViewContext["data"]): Dataset {
  const windows = data.windows(action).filter(({ file }) => file);
  const areas = new Set<Area>(windows.map(({ query }) => query.serviceArea ?? "mainland_china"));
  const names = new Set(windows.flatMap(({ query: { domains } }) => (domains === "all" ? [] : domains)));
  let interval: 300 | 3600 | undefined;
  // A query of all domains doesn't name them; its rows do.
  for (const { chunk, points } of data.contents())
    if (chunk.action === action)
      for (const day of points?.days ?? []) {
        interval = Math.min(interval ?? day.interval, day.interval) as 300 | 3600;
        if (day.domains !== "all" && day.domains.length === 1) for (const name of day.domains) names.add(name);
      }
  return {
    action,
    name: nameOf(action),
    areas: AREAS.filter((area) => areas.has(area)),
    domains: [...names].sort(),
    from: windows.reduce((start, window) => Math.min(start, window.from), Number.POSITIVE_INFINITY),
    to: windows.reduce((end, window) => Math.max(end, window.to), 0),
    ...(interval !== undefined && { interval }),
    files: windows.length,
  };
}

/** The GMT+8 months of windows, newest first. */
function monthsOf(windows: readonly FolderWindow[]): string[] {
  const months = new Set<string>();
  for (const { from, to, file } of windows)
    if (file) for (let ms = from; ms < to; ms += DAY_MS) months.add(new Date(ms + GMT8_MS).toISOString().slice(0, 7));
  return [...months].sort().reverse();
}
