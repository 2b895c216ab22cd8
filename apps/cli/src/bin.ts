#!/usr/bin/env node
// From the arguments to the exit code: every error ends here, in one line.
import type { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { EXIT } from "./terminal/exit-codes.ts";
import { reportFailure } from "./terminal/report-failure.ts";
import { createSession, type SessionOptions } from "./terminal/session.ts";

async function main(args: readonly string[]): Promise<void> {
  // The options of the command that ran, for the way an error is told. Until it runs, what stands in the arguments counts.
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

/** Help and version end by such an error, too; what is wrong with the arguments the parser has written already. */
function isParserError(error: unknown): error is CommanderError {
  return (error as CommanderError)?.code?.startsWith?.("commander.");
}

function parserExitCode({ exitCode, code }: CommanderError): number {
  return exitCode === 0 || code === "commander.helpDisplayed" ? 0 : EXIT.USAGE;
}

await main(process.argv.slice(2));
