// The exit codes, and the errors that lead to them.
import { say } from "./language.ts";

export const EXIT = {
  UNEXPECTED: 1,
  USAGE: 2,
  CREDENTIALS: 3,
  REFUSED: 4,
  NOT_FINISHED: 5,
  AMBIGUOUS: 6,
  NO_FILE: 7,
  INCOMPLETE: 8,
  INVOICE: 9,
} as const;

/** Part of the program's help. */
export const EXIT_CODES_HELP: string = say(
  `
Exit codes:
  0  done
  1  unexpected error; --debug shows where
  2  wrong arguments; nothing was sent
  3  no credentials, or the service refused them
  4  the service refused the call, or its task failed
  5  not finished: run it again, or resume it; status: data is missing
  6  the export's task can't be identified; no second one was created
  7  no complete file, or nowhere to write it; adopt: a file wasn't adopted
  8  sync, status, bill: nothing failed, but some data isn't complete
  9  bill: the invoice differs by more than --tolerance
  130, 143  stopped by Ctrl-C or a signal`,
  `
退出码：
  0  完成
  1  意外错误；--debug 显示出错位置
  2  参数有误；没有发送任何请求
  3  没有密钥，或服务拒绝了密钥
  4  服务拒绝了请求，或任务失败
  5  未完成：请重新运行，或用 resume 继续；status：数据缺失
  6  无法确认哪个是本次导出的任务；没有创建第二个
  7  没有完整的文件，或没有地方写文件；adopt：有文件未登记
  8  sync、status、bill：没有失败，但部分数据尚不完整
  9  bill：发票金额的差异超过 --tolerance
  130、143  被 Ctrl-C 或信号停止`,
);

/** Keyed by name, so that reporting an invalid flag doesn't load the client's errors. */
const BY_NAME: Readonly<Record<string, number>> = {
  UsageError: EXIT.USAGE,
  InvalidQueryError: EXIT.USAGE,
  QueryError: EXIT.USAGE,
  CredentialsError: EXIT.CREDENTIALS,
  NoCredentialsError: EXIT.CREDENTIALS,
  SignatureError: EXIT.CREDENTIALS,
  ApiError: EXIT.REFUSED,
  JobFailedError: EXIT.REFUSED,
  UnexpectedAnswerError: EXIT.REFUSED,
  ConnectionError: EXIT.NOT_FINISHED,
  TimeoutError: EXIT.NOT_FINISHED,
  ThrottledError: EXIT.NOT_FINISHED,
  JobTimeoutError: EXIT.NOT_FINISHED,
  TaskNotListedError: EXIT.NOT_FINISHED,
  AmbiguousTaskError: EXIT.AMBIGUOUS,
  CorruptFileError: EXIT.NO_FILE,
  WrongFileError: EXIT.NO_FILE,
  LinkExpiredError: EXIT.NO_FILE,
  SaveError: EXIT.NO_FILE,
  StoreError: EXIT.NO_FILE,
  StateError: EXIT.NO_FILE,
  FileExistsError: EXIT.NO_FILE,
  ReportError: EXIT.NO_FILE,
  FleetError: EXIT.NOT_FINISHED,
};

/** Another process uses the job or the ledger. */
const LOCKED: readonly string[] = ["JOB_LOCKED", "LEDGER_LOCKED"];

/** A query reached a limit. */
const LIMITS: readonly string[] = ["TOO_MANY_ROWS", "TOO_SLOW", "TOO_MUCH_MEMORY"];

/** The disk is full or can't be written. */
const NO_PLACE: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO"]);

export function exitCodeOf({ name, code = "", status = 0 }: Error & { code?: string; status?: number }): number {
  // Server errors are temporary.
  if (status >= 500 || LOCKED.includes(code) || LIMITS.includes(code)) return EXIT.NOT_FINISHED;
  return BY_NAME[name] ?? (NO_PLACE.has(code) ? EXIT.NO_FILE : EXIT.UNEXPECTED);
}

/** 128 plus the signal's number, as shells do. */
export function signalExitCode(signal: NodeJS.Signals): number {
  return signal === "SIGTERM" ? 143 : 130;
}
