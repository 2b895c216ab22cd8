import type { RawResponse } from "../http/message.ts";
import { empty, json, problemAnswer, serviceProblem } from "./answers.ts";
import type { Call } from "./call.ts";
import { readCreate } from "./read-create.ts";

/** POST /v1/cdn/statistics/export-tasks. The documents know no body of the answer, so by default there is none. */
export function createTask({ cloud, account, request: raw, requestId, fate }: Call): RawResponse {
  const { settings, tasks } = cloud;
  const refuse = (code: string, message: string) => problemAnswer(serviceProblem(code, message, settings), requestId);

  const { request, query, problem } = readCreate(raw, account, settings);
  if (problem) return refuse(problem.code, problem.message);
  if (fate === "lost") return settings.createBody === "object" ? json(200, {}) : empty(200);

  const ending = fate === "fails" ? "fail" : undefined;
  const task = tasks.create({ domainId: account.domainId, request, query }, ending);
  if (task === undefined) return refuse("CDN.0005", `The upper limit is exceeded. ${settings.maxTasks} tasks are kept`);
  if (settings.createBody === "empty") return empty(200);
  return json(200, settings.createBody === "task-id" ? { task_id: task.id } : {});
}
