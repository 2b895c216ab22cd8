// Flags that several commands share. Secrets are never flags: other users can see a process's arguments.
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
        "if the response to the create call is lost and no task appears: fail, or create-again, which may create a second task (default: fail)",
      ).argParser(oneOf("--on-lost", ["fail", "create-again"])),
    );
}

/** Added last, so that every help ends with them. */
export function withOutputFlags(command: Command): Command {
  return command
    .option("--json", "print JSON on stdout, one object per line, and nothing else")
    .option("-q, --quiet", "print errors only: no notes, no progress")
    .option("--debug", "print errors with their stacks");
}
