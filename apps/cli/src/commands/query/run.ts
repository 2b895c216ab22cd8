import { once } from "node:events";
import { toNdjson } from "@cdn-export/rows";
import { openFolder, type QueryOptions, type QueryResult } from "@cdn-export/sync/folder";
import type { Run } from "../../shared/command.ts";
import { readInput, STDIN } from "../../shared/input.ts";
import { noteLeftOut } from "../../shared/left-out.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import { printable } from "../../terminal/printable.ts";
import type { Session } from "../../terminal/session.ts";
import { translated } from "../../terminal/translate.ts";
import { csvOf, objects } from "./objects.ts";
import { renderResult } from "./render-result.ts";
import { checkResultFile, writeResult } from "./result-file.ts";

interface QueryFlagOptions {
  format?: "table" | "csv" | "ndjson";
  to?: string;
  force?: boolean;
  maxRows?: number;
  maxTime?: number;
  maxMemory?: number;
}

export const run: Run<[sql: string, folder: string], QueryFlagOptions> = async ([given, path], options, session) => {
  const format = formatOf(options, session);
  const target =
    options.to === undefined ? undefined : await checkResultFile(options.to, options.force ?? false, session);
  const sql = given === STDIN ? (await readInput(STDIN, session, PROMPT)).toString() : given;
  const folder = await openFolder(path, { onWarning: (warning) => session.note(translated(warning)) });
  try {
    const result = await folder.query(sql, limitsOf(options, path, session));
    session.progress.clear();
    if (target !== undefined) await writeResult(target, result, session);
    else await print(result, format, session);
  } finally {
    session.progress.clear();
    await folder.close();
  }
  return undefined;
};

const PROMPT = say("Type the statement.", "请输入语句。");

function formatOf({ format, to, force }: QueryFlagOptions, session: Session): "table" | "csv" | "ndjson" {
  if (to !== undefined && format !== undefined)
    throw new UsageError(
      say("--format is for stdout: the name of --to says the format", "--format 用于标准输出：--to 的文件名决定格式"),
    );
  if (force && to === undefined) throw new UsageError(say("--force is for --to", "--force 只用于 --to"));
  if (session.json && format !== undefined && format !== "ndjson")
    throw new UsageError(
      say(
        `--json means --format ndjson: leave --format ${format} out`,
        `--json 即 --format ndjson：请去掉 --format ${format}`,
      ),
    );
  return format ?? (session.json ? "ndjson" : session.out.isTTY ? "table" : "csv");
}

function limitsOf({ maxRows, maxTime, maxMemory }: QueryFlagOptions, path: string, session: Session): QueryOptions {
  return {
    ...(maxRows !== undefined && { maxRows }),
    ...(maxTime !== undefined && { maxSeconds: maxTime / 1000 }),
    ...(maxMemory !== undefined && { maxMemory: maxMemory * 1e6 }),
    signal: session.signal,
    onProgress: ({ read, total }) => {
      if (read < total)
        session.progress.show(say(`reading  ${read} of ${total} files`, `读取  ${read}/${total} 个文件`));
    },
    onLeftOut: (one) => noteLeftOut(path, one, session),
  };
}

async function print(result: QueryResult, format: "table" | "csv" | "ndjson", session: Session): Promise<void> {
  if (format === "table") {
    for await (const text of renderResult(result, session.out.columns)) await write(text, session);
    return;
  }
  for await (const text of format === "csv" ? csvOf(result) : toNdjson(objects(result))) await write(text, session);
}

async function write(text: string, { out, signal }: Session): Promise<void> {
  signal.throwIfAborted();
  const shown = out.isTTY ? text.split(/\r?\n/).map(printable).join("\n") : text;
  if (!out.write(shown)) await once(out, "drain", { signal });
}
