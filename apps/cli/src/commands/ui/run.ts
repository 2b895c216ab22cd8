import { once } from "node:events";
import { join } from "node:path";
import { baseUrl } from "@cdn-export/client/internal";
import { type Console, type ConsoleOptions, startConsole } from "@cdn-export/console/server";
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";
import { credentialChain } from "@cdn-export/signer/node";
import type { ConnectionOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { proxiedFetch } from "../../shared/proxy.ts";
import { makeStateFolder } from "../../shared/state-folder.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say, sayBoth } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { computeBill } from "./bill.ts";
import { openBrowser } from "./open-browser.ts";
import { startWithData } from "./with-data.ts";

interface UiOptions extends ConnectionOptions {
  live?: boolean;
  emulator?: boolean;
  port?: number;
  open: boolean;
}

/** How to export from the page, where it only shows a folder. */
const JOBS_OFF: ReturnType<typeof sayBoth> = sayBoth(
  "This page only shows a folder. To export from it, stop cdn-export ui and start it again with --live (the real service) or --emulator (made-up data)",
  "这个页面只显示文件夹。要从页面导出，请停止 cdn-export ui，再加上 --live（真实服务）或 --emulator（虚构数据）启动",
);

const DEFAULT_FOLDER = "exports";
/** The same one each time, so that bookmarks of views still work. */
const DEFAULT_PORT = 4020;

type Serving = Pick<ConsoleOptions, "folder" | "mode" | "service" | "credentials" | "endpoint"> & {
  close(): Promise<void>;
};

export const run: Run<[folder: string | undefined], UiOptions> = async ([folder], options, session) => {
  const { port, open } = options;
  if (options.live && options.emulator)
    throw new UsageError(say("--live and --emulator can't be combined", "--live 和 --emulator 不能同时使用"));
  const { close, ...serving } = await servingOf(folder, options, session);
  try {
    const page = await startOn(port, {
      ...serving,
      page: join(import.meta.dirname, "page"),
      samples: join(import.meta.dirname, "samples"),
      jobsOff: JOBS_OFF,
      computeBill,
    });
    const { link } = page;
    session.result({ url: link, folder: serving.folder, mode: serving.mode }, linkText(link, serving));
    session.aside(say("The link works once. Ctrl-C stops the page.", "链接只能用一次。按 Ctrl-C 停止。"));
    if (open) openBrowser(link);
    // Ctrl-C is the normal way to stop it.
    if (!session.signal.aborted) await once(session.signal, "abort");
    await page.close();
    return 0;
  } finally {
    await close();
  }
};

async function servingOf(folder: string | undefined, options: UiOptions, session: Session): Promise<Serving> {
  if (options.emulator) return startWithData(folder, session);
  const endpoint = baseUrl(options.endpoint);
  const shown = { folder: folder ?? DEFAULT_FOLDER, endpoint, close: async () => {} };
  if (!options.live) return { ...shown, mode: "folder", credentials: async () => DEMO_CREDENTIALS };
  await makeStateFolder(session.env);
  const client = await connect(options, session);
  const fetch = await proxiedFetch(session.env, session.note);
  return { ...shown, mode: "live", service: { client, endpoint, fetch }, credentials: credentialChain() };
}

function linkText(link: string, { folder, mode }: Pick<Serving, "folder" | "mode">): string {
  if (mode === "live")
    return say(
      `Shows ${folder}, and exports from the real service: ${link}`,
      `显示 ${folder}，并从真实服务导出：${link}`,
    );
  if (mode === "emulator")
    return say(`Shows ${folder}, and exports from an emulator: ${link}`, `显示 ${folder}，并从模拟服务导出：${link}`);
  return say(`Shows ${folder}: ${link}`, `显示 ${folder}：${link}`);
}

async function startOn(port: number | undefined, options: Omit<ConsoleOptions, "port">): Promise<Console> {
  try {
    return await startConsole({ ...options, port: port ?? DEFAULT_PORT });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (port === undefined && code === "EADDRINUSE") return startConsole({ ...options, port: 0 });
    throw portError(error as Error, port ?? DEFAULT_PORT);
  }
}

/** The same error, if it isn't about the port. */
function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new UsageError(
      say(
        `port ${port} is in use, perhaps by another cdn-export ui: choose another --port, or leave it out for a free one`,
        `端口 ${port} 已被占用，可能是另一个 cdn-export ui：请换一个 --port，或不指定以使用空闲端口`,
      ),
      { cause: error },
    );
  if (error.code === "EACCES")
    return new UsageError(
      say(`port ${port} isn't allowed: choose one from 1024`, `不允许使用端口 ${port}：请选择 1024 以上的端口`),
      { cause: error },
    );
  return error;
}
