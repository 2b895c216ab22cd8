#!/usr/bin/env node
import { once } from "node:events";
import { HELP, readArguments } from "./cli/arguments.ts";
import { startInTerminal } from "./cli.ts";

process.exitCode = await main(process.argv.slice(2));

/** Runs until SIGINT, SIGTERM or the end of the parent. Returns the exit code: 0, or 1 after printing one line to stderr. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const texts = readArguments(args);
    if (texts === undefined) {
      console.log(HELP);
      return 0;
    }
    const { message, parentExited, close } = await startInTerminal(texts, console.error);
    console.log(message);
    const stop = new AbortController();
    const { signal } = stop;
    await Promise.race([once(process, "SIGINT", { signal }), once(process, "SIGTERM", { signal }), parentExited]);
    stop.abort();
    await close();
    return 0;
  } catch (error) {
    console.error(`cdn-export-emulator: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}
