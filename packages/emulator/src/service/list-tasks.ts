import type { ExportTask, operations } from "@cdn-export/api";
import { readRequest } from "@cdn-export/api/validate";
import { hash, hashText } from "../base/hash.ts";
import type { MainFault } from "../faults/fault-queue.ts";
import { json } from "../http/answers.ts";
import { type RawResponse, splitTarget } from "../http/message.ts";
import { taskName } from "../tasks/identifiers.ts";
import type { TaskNow } from "../tasks/task-store.ts";
import { type Call, type Cloud, refuse } from "./call.ts";

const DEFAULT_LIMIT = 10;

type Filters = NonNullable<operations["listExportTasks"]["parameters"]["query"]>;

/** GET /v1/cdn/statistics/export-tasks: the tasks of the account, last changed first. Each finished task has a new link. */
export function listTasks(call: Call): RawResponse {
  const { cloud, account, request, requestId, fault } = call;
  const { settings, tasks, identifiers } = cloud;
  const { query, issues } = readRequest("listExportTasks", splitTarget(request.target));
  if (issues[0]) return refuse(call, "CDN.0001", issues[0].message);

  // The schema has checked the query.
  const { limit = DEFAULT_LIMIT, offset = 0, task_id, task_name } = query as Filters;
  const own = tasks.list(account.domainId);
  const wanted = task_id === undefined ? undefined : identifiers.taskNumber(task_id);
  const matching = own.filter(
    ({ task: { n } }) =>
      (wanted === undefined || n === wanted) &&
      (task_name === undefined || matches(taskName(n), task_name, settings.nameMatch)),
  );
  const found = fault?.what === "reorder" ? shuffled(matching, requestId) : matching;
  const rows = limit === 0 && settings.limitZero === "default" ? DEFAULT_LIMIT : limit;
  const page = found.slice(offset, offset + rows).map((task) => toWire(task, cloud));
  return json(200, {
    total: settings.total === "filtered" ? found.length : own.length,
    data: applyListFault(page, rows, fault),
  });
}

function matches(name: string, wanted: string, mode: Cloud["settings"]["nameMatch"]): boolean {
  return mode === "exact" ? name === wanted : name.includes(wanted);
}

function toWire({ task, status, changedAt }: TaskNow, { settings, links, identifiers }: Cloud): ExportTask {
  const { n, createdAt, moves } = task;
  const id = identifiers.taskId(n);
  const name = taskName(n);
  const link = () => links.create({ taskId: id, moves, expires: settings.clock.now() + settings.linkLifeMs });
  return {
    task_id: id,
    task_name: settings.taskName === "number" ? Number(name) : name,
    status,
    ...(status === "success" ? { download_link: link() } : {}),
    create_time: createdAt,
    update_time: changedAt,
  };
}

function applyListFault(page: ExportTask[], rows: number, fault: MainFault | undefined): ExportTask[] {
  if (fault?.what === "duplicate") return [...page.slice(0, 1), ...page].slice(0, Math.max(rows, 1));
  if (fault?.what !== "unknown-status") return page;
  return page.map(({ download_link: _, ...task }) => ({ ...task, status: fault.value ?? "archiving" }));
}

/** Shuffles a list by the request ID: each request gets another order, and each run the same one (Fisher-Yates). */
function shuffled<T>(list: readonly T[], requestId: string): T[] {
  const seed = hashText(requestId);
  const rest = [...list];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(hash(seed, rest.length) % rest.length, 1));
  return result;
}
