import { once } from "node:events";
import type { Fleet, FleetStatus } from "@cdn-export/fleet";
import type { Run } from "../../shared/command.ts";
import { UsageError } from "../../terminal/errors.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { table } from "../../terminal/table.ts";
import type { Step } from "./step.ts";

interface FleetFlagOptions {
  config: string;
  metrics?: number;
}

export const run: Run<[step: Step, account: string | undefined], FleetFlagOptions> = async (
  [step, account],
  { config, metrics },
  session,
) => {
  const { createFleet, readFleetConfig } = await load();
  const fleet = createFleet(await readFleetConfig(config, session.env).catch(asUsage));
  try {
    return await STEP[step](fleet, session, account, metrics);
  } finally {
    await fleet.close();
  }
};

const STEP: Record<
  Step,
  (fleet: Fleet, session: Session, account: string | undefined, metrics: number | undefined) => Promise<number>
> = {
  async init(fleet, session) {
    await fleet.init();
    const { accounts } = await fleet.status();
    const windows = accounts.reduce((sum, { total }) => sum + total, 0);
    session.result(
      { accounts: accounts.length, windows },
      `${say(`Planned ${windows} windows of ${accounts.length} accounts. Start workers with \`cdn-export fleet work\`.`, `已为 ${accounts.length} 个账号计划 ${windows} 个窗口。用 cdn-export fleet work 启动工作进程。`)}\n`,
    );
    return 0;
  },
  async work(fleet, session, _, metrics) {
    const worker = await fleet.work(metrics === undefined ? {} : { metrics: { port: metrics } });
    session.aside(
      say("Working. Ctrl-C stops it after its current calls.", "正在工作。按 Ctrl-C 在当前请求完成后停止。"),
    );
    if (!session.signal.aborted) await once(session.signal, "abort");
    await worker.stop();
    return 0;
  },
  async status(fleet, session) {
    const status = await fleet.status();
    session.result(status, `${textOf(status, session)}\n`);
    if (status.accounts.some(({ state, failed }) => state === "stopped" || failed > 0)) return EXIT.NOT_FINISHED;
    return status.accounts.every(({ done, total }) => done === total) ? 0 : EXIT.INCOMPLETE;
  },
  async pause(fleet, session, account) {
    await fleet.pause(account);
    session.note(say("Paused. `cdn-export fleet retry` continues.", "已暂停。用 cdn-export fleet retry 继续。"));
    return 0;
  },
  async retry(fleet, session, account) {
    await fleet.retry(account);
    session.note(say("Failed windows are tried again within a minute.", "失败的窗口会在一分钟内重试。"));
    return 0;
  },
};

async function load(): Promise<typeof import("@cdn-export/fleet")> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 12))
    throw new UsageError(
      say(
        `fleet needs Node 22.12 or later, and this is ${process.versions.node}`,
        `fleet 需要 Node 22.12 或更新版本，当前为 ${process.versions.node}`,
      ),
    );
  return import("@cdn-export/fleet").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new UsageError(
      say(
        "fleet needs the package @cdn-export/fleet: run npm install @cdn-export/fleet",
        "fleet 需要 @cdn-export/fleet 包：请运行 npm install @cdn-export/fleet",
      ),
      { cause: error },
    );
  });
}

function asUsage(error: Error): never {
  throw new UsageError(say(error.message, `配置无效：${error.message}`), { cause: error });
}

const STATES: Readonly<Record<FleetStatus["accounts"][number]["state"], string>> = {
  open: say("open", "正常"),
  paused: say("paused", "已暂停"),
  stopped: say("stopped", "已停止"),
  removed: say("removed", "已移除"),
};

function textOf({ accounts }: FleetStatus, { out }: Session): string {
  const heading = (en: string, zh: string, right = false) => ({ heading: say(en, zh), whole: true, right });
  const columns = [
    heading("account", "账号"),
    heading("state", "状态"),
    heading("windows", "窗口", true),
    heading("done", "完成", true),
    heading("running", "进行中", true),
    heading("due", "待导出", true),
    heading("failed", "失败", true),
    heading("oldest gap", "最早缺口"),
    { heading: say("last error", "最近的错误"), whole: false },
  ];
  const rows = accounts.map((one) => [
    one.account,
    STATES[one.state] + (one.nextTry ? say(` until ${one.nextTry}`, `，直到 ${one.nextTry}`) : ""),
    ...[one.total, one.done + one.provisional, one.running, one.due, one.failed].map(String),
    one.oldestGap?.slice(0, 10) ?? "",
    one.lastError ? `${one.lastError.code} ${one.lastError.message}` : "",
  ]);
  return table(columns, rows, out.isTTY ? out.columns : undefined);
}
