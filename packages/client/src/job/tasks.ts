import type { ExportTask, ExportTaskList } from "@cdn-export/api";
import type { Answer, ListQuery } from "../calls.ts";
import { PAGE_SIZE } from "../constants.ts";

/** A task that can be told apart: the list declares even the id as optional. */
export type NamedTask = ExportTask & { task_id: string };

export type ListPage = (query: ListQuery) => Promise<Answer<ExportTaskList>>;

/** One listing of the tasks that changed since a moment, newest change first. */
export interface Listing {
  tasks: NamedTask[];
  /** Whether these are all tasks of the account. */
  complete: boolean;
  /** Of the first answer. */
  serverTime: number | undefined;
}

/** Reads pages until one ends before `since` (milliseconds since the epoch, server's clock), or the list ends. */
export async function listChangedSince(since: number, list: ListPage): Promise<Listing> {
  const tasks = new Map<string, NamedTask>();
  let serverTime: number | undefined;
  for (let offset = 0; ; offset += PAGE_SIZE) {
    const answer = await list({ limit: PAGE_SIZE, offset });
    if (offset === 0) serverTime = answer.serverTime;
    const page = answer.data.data ?? [];
    for (const task of named(page)) tasks.set(task.task_id, task);
    const complete = page.length < PAGE_SIZE;
    const changed = page.at(-1)?.update_time;
    if (complete || changed === undefined || changed < since)
      return { tasks: [...tasks.values()], complete, serverTime };
  }
}

/**
 * Every task once, newest change first. A task that changes meanwhile moves to the top and pushes the others down, so
 * after the last page the top is read again until it brings nothing new.
 */
export async function* allTasks(
  filter: Omit<ListQuery, "limit" | "offset">,
  list: ListPage,
): AsyncGenerator<ExportTask> {
  const seen = new Set<string>();
  const read = async (offset: number) => {
    const page = (await list({ ...filter, limit: PAGE_SIZE, offset })).data.data ?? [];
    const fresh = page.filter(({ task_id = "" }) => !seen.has(task_id));
    for (const { task_id } of fresh) if (task_id) seen.add(task_id);
    return { fresh, full: page.length === PAGE_SIZE };
  };
  let pages = 0;
  for (let full = true; full; pages++) {
    const page = await read(pages * PAGE_SIZE);
    yield* page.fresh;
    full = page.full;
  }
  for (let top = 0; pages > 1 && top < pages; top++) {
    const { fresh } = await read(top * PAGE_SIZE);
    if (fresh.length === 0) return;
    yield* fresh;
  }
}

export function named(tasks: readonly ExportTask[]): NamedTask[] {
  return tasks.filter((task): task is NamedTask => typeof task.task_id === "string" && task.task_id !== "");
}
