import { once } from "node:events";
import { type CommandTexts, startInTerminal } from "@cdn-export/emulator/cli";
import type { Run } from "../../shared/command.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { SessionOptions } from "../../terminal/session.ts";

export const run: Run<[], CommandTexts & Partial<SessionOptions> & { lang?: string }> = async (_, given, session) => {
  // The emulator doesn't know the output flags.
  const { json: _json, quiet: _quiet, debug: _debug, lang: _lang, ...texts } = given;
  const { cloud, keys, message, parentExited, close } = await startInTerminal(texts, session.note).catch(refuse);
  session.result({ url: cloud.url, keys }, message);
  session.aside(say("Ctrl-C stops it.", "按 Ctrl-C 停止。"));
  // Ctrl-C is the normal way to stop it.
  if (!session.signal.aborted) await Promise.race([once(session.signal, "abort"), parentExited]);
  await close();
  return 0;
};

function refuse(error: NodeJS.ErrnoException): never {
  // A port in use isn't a wrong argument, but another argument fixes it.
  throw new UsageError(say(error.message, `无法启动模拟服务：${error.message}`), { cause: error });
}
