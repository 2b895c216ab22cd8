#!/usr/bin/env node
// Runs the command in the arguments. Every error ends here: one line on stderr, and an exit code.
import type { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { EXIT } from "./terminal/exit-codes.ts";
import { reportFailure } from "./terminal/report-failure.ts";
import { createSession, type SessionOptions } from "./terminal/session.ts";

async function main(args: readonly string[]): Promise<void> {
  // The parser may fail before it has read the output flags, so look for them in the arguments.
  const session = createSession(guessOptions(args));
  try {
    await createProgram(session, args).parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = isParserError(error) ? parserExitCode(error) : await reportFailure(error, session);
  } finally {
    session.end();
  }
}

function guessOptions(args: readonly string[]): SessionOptions {
  const given = (flag: string) => args.includes(flag);
  return { json: given("--json"), debug: given("--debug"), quiet: given("--quiet") || given("-q") };
}

/** The parser throws for help and --version as well. It has printed its message by then. */
function isParserError(error: unknown): error is CommanderError {
  return (error as CommanderError)?.code?.startsWith?.("commander.");
}

function parserExitCode({ exitCode, code }: CommanderError): number {
  return exitCode === 0 || code === "commander.helpDisplayed" ? 0 : EXIT.USAGE;
}

await main(process.argv.slice(2));
