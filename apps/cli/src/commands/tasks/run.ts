import type { ExportTask } from "@cdn-export/api";
import type { ConnectionOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { momentText } from "../../shared/format.ts";
import { GMT8 } from "../../shared/zone.ts";
import { table } from "../../terminal/table.ts";

interface TasksOptions extends ConnectionOptions {
  limit?: number;
  offset?: number;
  taskId?: string;
  taskName?: string;
  links?: boolean;
}

/** The service's own default. */
const LIMIT = 10;

export const run: Run<[], TasksOptions> = async (_, options, session) => {
  const { limit = LIMIT, offset = 0, taskId, taskName, links = false } = options;
  const client = await connect(options, session);
  const filter = {
    ...(taskId !== undefined && { task_id: taskId }),
    ...(taskName !== undefined && { task_name: taskName }),
  };
  const tasks: ExportTask[] = [];
  let seen = 0;
  session.progress.show("listing the account's tasks");
  // The client pages through the list without losing or repeating tasks that change meanwhile.
  if (limit > 0)
    for await (const task of client.tasks(filter, { signal: session.signal })) {
      if (++seen <= offset) continue;
      tasks.push(links ? task : linkless(task));
      if (tasks.length === limit) break;
    }
  for (const task of tasks) session.result(task);
  if (session.json) return undefined;
  if (tasks.length === 0) session.note("No tasks.");
  else session.result({}, renderTasks(tasks, links, session.out));
  return undefined;
};

function linkless({ download_link: _, ...task }: ExportTask): ExportTask {
  return task;
}

function renderTasks(tasks: readonly ExportTask[], links: boolean, out: NodeJS.WriteStream): string {
  const columns = [
    { heading: "task", whole: true },
    { heading: "status", whole: true },
    { heading: `created (${GMT8.label})`, whole: true },
    { heading: `changed (${GMT8.label})`, whole: true },
    { heading: "name", whole: false },
    ...(links ? [{ heading: "link", whole: true }] : []),
  ];
  const cells = tasks.map(({ task_id, task_name, status, create_time, update_time, download_link }) =>
    [task_id, status, momentText(create_time), momentText(update_time), task_name, download_link].map((cell) =>
      String(cell ?? ""),
    ),
  );
  // A cut link is useless.
  return table(columns, cells, links ? undefined : out.columns);
}
