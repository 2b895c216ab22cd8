import type { ExportTask } from "@cdn-export/api";
import type { RawResponse } from "../http/message.ts";
import type { TaskWithState } from "../tasks/task-store.ts";
import { json, problemAnswer, serviceProblem } from "./answers.ts";
import type { Call, Cloud } from "./call.ts";
import { readList } from "./read-list.ts";

const DEFAULT_LIMIT = 10;

/** GET /v1/cdn/statistics/export-tasks: tasks of the account, last changed first, each success with a new link. */
export function listTasks({ cloud, account, request, requestId }: Call): RawResponse {
  const { settings, tasks } = cloud;
  const { filters, wrong } = readList(request);
  if (wrong !== undefined) return problemAnswer(serviceProblem("CDN.0001", wrong, settings), requestId);

  const { limit = DEFAULT_LIMIT, offset = 0, task_id, task_name } = filters;
  const own = tasks.list(account.domainId);
  const found = own.filter(
    ({ id, name }) =>
      (task_id === undefined || id === task_id) &&
      (task_name === undefined || (settings.nameMatch === "exact" ? name === task_name : name.includes(task_name))),
  );
  const rows = limit === 0 && settings.limitZero === "default" ? DEFAULT_LIMIT : limit;
  return json(200, {
    total: settings.total === "filtered" ? found.length : own.length,
    data: found.slice(offset, offset + rows).map((task) => onWire(task, cloud)),
  });
}

function onWire({ id, name, status, createdAt, changedAt }: TaskWithState, { settings, links }: Cloud): ExportTask {
  return {
    task_id: id,
    task_name: settings.taskName === "number" ? Number(name) : name,
    status,
    ...(status === "success" ? { download_link: links.create(id, settings.clock.now() + settings.linkLifeMs) } : {}),
    create_time: createdAt,
    update_time: changedAt,
  };
}
