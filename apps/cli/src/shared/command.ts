// Helpers for command.ts files: loading run.ts on demand, the config file, and the examples below the help.
import { existsSync } from "node:fs";
import type { Command } from "commander";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import type { ConfigUse } from "./config.ts";

/** The code of a command. Arguments and options are already parsed. @returns the exit code; `undefined` means 0. */
export type Run<A extends unknown[], O> = (args: A, options: O, session: Session) => Promise<number | undefined>;

/** In the current folder. */
const CONFIG_FILE = "cdn-export.json";

/**
 * An action that loads `run` when it is called: help and --version don't need it.
 *
 * @param use - for commands that read the config file.
 */
export function lazily<A extends unknown[], O>(
  session: Session,
  load: () => Promise<{ run: Run<A, O> }>,
  use?: ConfigUse,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const { run } = await load();
    const { config = existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined } = command.opts<{ config?: string }>();
    if (use && config !== undefined) {
      const { configure } = await import("./config.ts");
      await configure(command, { path: config, use, session });
    }
    process.exitCode = (await run(command.processedArgs as A, command.opts<O & object>(), session)) ?? 0;
  };
}

/** The examples below a help text: a purpose for each, and the line to type. */
export function examples(lines: Readonly<Record<string, string>>): string {
  const shown = Object.entries(lines).map(([purpose, line]) => `  # ${purpose}\n  ${line}`);
  return `\n${say("Examples:", "示例：")}\n${shown.join("\n")}`;
}
