import type { ExportTask } from "@cdn-export/api";
import type { ConnectionOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { momentText } from "../../shared/format.ts";
import { GMT8 } from "../../shared/zone.ts";
import { say } from "../../terminal/language.ts";
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
  session.progress.show(say("listing the account's tasks", "正在列出账号的任务"));
  // The client pages through the list without losing or repeating tasks that change meanwhile.
  if (limit > 0)
    for await (const task of client.tasks(filter, { signal: session.signal })) {
      if (++seen <= offset) continue;
      tasks.push(links ? task : linkless(task));
      if (tasks.length === limit) break;
    }
  for (const task of tasks) session.result(task);
  if (session.json) return undefined;
  if (tasks.length === 0) session.note(say("No tasks.", "没有任务。"));
  else session.result({}, renderTasks(tasks, links, session.out));
  return undefined;
};

function linkless({ download_link: _, ...task }: ExportTask): ExportTask {
  return task;
}

function renderTasks(tasks: readonly ExportTask[], links: boolean, out: NodeJS.WriteStream): string {
  const columns = [
    { heading: say("task", "任务"), whole: true },
    { heading: say("status", "状态"), whole: true },
    { heading: `${say("created", "创建")} (${GMT8.label})`, whole: true },
    { heading: `${say("changed", "变化")} (${GMT8.label})`, whole: true },
    { heading: say("name", "名称"), whole: false },
    ...(links ? [{ heading: say("link", "链接"), whole: true }] : []),
  ];
  const cells = tasks.map(({ task_id, task_name, status, create_time, update_time, download_link }) =>
    [task_id, status, minuteText(create_time), minuteText(update_time), task_name, download_link].map((cell) =>
      String(cell ?? ""),
    ),
  );
  // A cut link is useless.
  return table(columns, cells, links ? undefined : out.columns);
}

/** Without seconds, both times fit a terminal of 80 columns. */
function minuteText(ms: number | null | undefined): string {
  return momentText(ms).slice(0, "2026-11-01 08:00".length);
}
