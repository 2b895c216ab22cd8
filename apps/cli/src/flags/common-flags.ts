// Flags that many commands have. No secret is ever a flag: others see the arguments of a process.
import { type Command, Option } from "commander";
import { duration, oneOf } from "./values.ts";

export interface ConnectionOptions {
  endpoint?: string;
}

export function withConnectionFlags(command: Command): Command {
  return command.addOption(
    new Option("--endpoint <site>", "cn, eu or a URL")
      .env("CDN_EXPORT_ENDPOINT")
      .default(undefined, "cn: cdn.myhuaweicloud.com"),
  );
}

export interface JobFlagOptions {
  timeout?: number;
  onLost?: "fail" | "create-again";
}

export function withJobFlags(command: Command): Command {
  return command
    .addOption(
      new Option("--timeout <time>", "how long to wait for the export: 90s, 45m, 2h (default: 30m)").argParser(
        duration("--timeout"),
      ),
    )
    .addOption(
      new Option(
        "--on-lost <what>",
        "when the response to the create call was lost and no task appears: fail, or create-again, which may make a second task (default: fail)",
      ).argParser(oneOf("--on-lost", ["fail", "create-again"])),
    );
}

/** The last ones in every help. */
export function withOutputFlags(command: Command): Command {
  return command
    .option("--json", "JSON on stdout, one object a line, and nothing else")
    .option("-q, --quiet", "errors only, no notes and no progress")
    .option("--debug", "errors with their stacks");
}
