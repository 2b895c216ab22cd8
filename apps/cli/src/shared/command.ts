// What every command.ts needs besides its flags: examples below its help, and its run.ts, loaded on demand.
import type { Command } from "commander";
import type { Session } from "../terminal/session.ts";

/** What a command does. Arguments and options are as the parser read them. @returns the exit code, if it isn't 0. */
export type Run<A extends unknown[], O> = (args: A, options: O, session: Session) => Promise<number | undefined>;

/** Loads what a command does when it runs: help and version don't need it. */
export function lazily<A extends unknown[], O>(
  session: Session,
  load: () => Promise<{ run: Run<A, O> }>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const { run } = await load();
    process.exitCode = (await run(command.processedArgs as A, command.opts<O & object>(), session)) ?? 0;
  };
}

/** The examples below a help text: the purpose of each, and the line to type. */
export function examples(lines: Readonly<Record<string, string>>): string {
  const shown = Object.entries(lines).map(([purpose, line]) => `  # ${purpose}\n  ${line}`);
  return `\nExamples:\n${shown.join("\n")}`;
}
