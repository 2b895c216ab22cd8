import type { MainFault } from "../faults/fault-queue.ts";
import { empty, json } from "../http/answers.ts";
import type { RawResponse } from "../http/message.ts";
import type { Task } from "../tasks/task.ts";
import type { NewTask, TaskOverrides } from "../tasks/task-store.ts";
import { type Call, type Cloud, refuse } from "./call.ts";
import { readCreate } from "./read-create.ts";

/** POST /v1/cdn/statistics/export-tasks. No response body is documented, so by default it is empty. */
export function createTask(call: Call): RawResponse {
  const { cloud, account, request, fault } = call;
  const { settings } = cloud;
  const { body, domains, problem } = readCreate(request, account, settings);
  if (problem) return refuse(call, problem.code, problem.message);
  const task = createWithFault(fault, { domainId: account.domainId, body, domains }, cloud);
  if (task === undefined) {
    return refuse(call, "CDN.0005", `The upper limit is exceeded. The emulator keeps ${settings.maxTasks} tasks`);
  }

  if (settings.createBody === "empty") return empty(200);
  if (settings.createBody === "object" || task === "lost") return json(200, {});
  return json(200, { task_id: cloud.identifiers.taskId(task.n) });
}

/** Creates what the fault allows: the caller's task, no task, or another task as well. */
function createWithFault(fault: MainFault | undefined, wanted: NewTask, cloud: Cloud): Task | "lost" | undefined {
  const create = (task: NewTask, overrides?: TaskOverrides) => cloud.tasks.create(task, overrides);
  switch (fault?.what) {
    case "lose":
      return "lost";
    case "task-fails":
      return create(wanted, { ending: "fail" });
    case "late":
      return create(wanted, { listDelayMs: fault.ms });
    case "second-creator": {
      const { order = "after", request } = fault;
      const domains = request?.domain_name ?? wanted.domains;
      const other = request === undefined ? wanted : { ...wanted, body: JSON.stringify(request), domains };
      if (order === "before") create(other);
      const own = order === "instead" ? "lost" : create(wanted);
      if (order !== "before") create(other);
      return own;
    }
    default:
      return create(wanted);
  }
}
