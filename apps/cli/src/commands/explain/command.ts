import { Command } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function explainCommand(session: Session): Command {
  const command = new Command("explain")
    .summary(say("explain why a signature was refused", "解释签名被拒绝的原因"))
    .description(
      say(
        "Reads the gateway's response (JSON, HTML, the output of curl -i or -v, a HAR file, the error that an SDK prints), the " +
          "curl command that was run, or both, and explains what is wrong with the signature. Works for every service of " +
          "Huawei Cloud. Sends nothing. If the secret key is in the environment or the profile file, it also checks the " +
          "signature and finds what was signed instead. Exits with 1 if it can't explain the response.",
        "读取网关的响应（JSON、HTML、curl -i 或 -v 的输出、HAR 文件、SDK 打印的错误）、运行过的 curl 命令，或两者，并说明签名错在哪里。" +
          "适用于华为云的所有服务。不发送任何请求。如果环境变量或配置文件中有 SK，还会检查签名，并找出实际签名的内容。无法解释响应时，退出码为 1。",
      ),
    )
    .argument("[file]", say("the file to read; without it, or with -, stdin", "要读取的文件；省略或写 - 表示标准输入"));
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  [say("paste the response, the curl command or both, then press Ctrl-D", "粘贴响应、curl 命令或两者，然后按 Ctrl-D")]:
    "cdn-export explain",
  [say("a saved response", "保存的响应")]: "cdn-export explain answer.json",
  [say("straight from curl", "直接从 curl 读取")]:
    "curl -sS -i -H @headers https://cdn.myhuaweicloud.com/v1/... | cdn-export explain",
  [say("the reason only, with jq", "用 jq 只取原因")]: "cdn-export explain answer.json --json | jq -r .reason",
};
