import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function signCommand(session: Session): Command {
  const command = new Command("sign")
    .summary(say("sign a request: print its headers or a curl command", "给请求签名：打印请求头或 curl 命令"))
    .description(
      say(
        "Signs a request to any service of Huawei Cloud with SDK-HMAC-SHA256 and prints the headers to send. Sends nothing. " +
          "A signature is valid for 15 minutes.",
        "用 SDK-HMAC-SHA256 给华为云任意服务的请求签名，并打印要发送的请求头。不发送任何请求。签名 15 分钟内有效。",
      ),
    )
    .argument("<method>", say("GET, POST, ...", "GET、POST 等"))
    .argument("<url>", say("a URL, or a path at the endpoint", "URL，或服务地址下的路径"))
    .option(
      "-H, --header <line>",
      say("a header to send and sign, 'name: value'; can be repeated", "要发送并签名的请求头，'名称: 值'；可重复使用"),
      collect,
    )
    .option("-d, --data <text>", say("the body", "请求体"))
    .option(
      "--data-file <file>",
      say("the file that contains the body; - is stdin", "包含请求体的文件；- 表示标准输入"),
    )
    .option(
      "--date <time>",
      say(
        "sign for this time instead of now: 20261101T080000Z or 2026-11-01T08:00:00Z",
        "以这个时间签名，而不是现在：20261101T080000Z 或 2026-11-01T08:00:00Z",
      ),
    )
    .option("--curl", say("print a curl command for a POSIX shell", "打印 POSIX shell 的 curl 命令"))
    .option(
      "--canonical",
      say(
        "print the canonical request and the string to sign as well, to compare with your own signer",
        "同时打印规范请求和待签名字符串，用来与自己的签名程序对照",
      ),
    );
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), {}));
}

function collect(line: string, before: string[] = []): string[] {
  return [...before, line];
}

const EXAMPLES = {
  [say("the headers of a list call", "列表请求的请求头")]:
    "cdn-export sign GET '/v1/cdn/statistics/export-tasks?limit=10'",
  [say("as a curl command, run at once", "生成 curl 命令并立即运行")]:
    "cdn-export sign GET '/v1/cdn/statistics/export-tasks?limit=10' --curl | sh",
  [say("a POST", "POST 请求")]: "cdn-export sign POST /v1/cdn/statistics/export-tasks --data-file query.json --curl",
  [say("another service", "其他服务")]: "cdn-export sign GET https://iam.myhuaweicloud.com/v3/auth/domains --json",
};
