import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function doctorCommand(session: Session): Command {
  const command = new Command("doctor")
    .summary(say("check credentials, proxy, endpoint and clock", "检查密钥、代理、服务地址和时钟"))
    .description(
      say(
        "Checks the credentials and where they come from, the proxy, the endpoint, the clock and the unfinished jobs. " +
          "Sends one request without credentials, and with --live a signed list call.",
        "检查密钥及其来源、代理、服务地址、时钟和未完成的导出。发送一次不带密钥的请求；使用 --live 时再发送一次签名的列表请求。",
      ),
    )
    .option(
      "--live",
      say(
        "make one signed list call; if the key is wrong, it counts as a failed signature, and more than five lock the key",
        "发送一次签名的列表请求；密钥有误时算一次签名失败，超过五次会锁定密钥",
      ),
    );
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), {}));
}

const EXAMPLES = {
  [say("before the first export", "第一次导出之前")]: "cdn-export doctor --live",
  [say("in a script", "在脚本中")]: "cdn-export doctor --quiet || exit",
  [say("what is wrong, with jq", "用 jq 列出问题")]:
    "cdn-export doctor --json | jq -r '.checks[] | select(.state == \"wrong\").text'",
};
