#!/usr/bin/env node
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
    // Before the start: a program that reads the message can stop the emulator at once.
    const stopped = new Promise((resolve) => void process.once("SIGINT", resolve).once("SIGTERM", resolve));
    const { message, parentExited, close } = await startInTerminal(texts, console.error);
    console.log(message);
    await Promise.race([stopped, parentExited]);
    await close();
    return 0;
  } catch (error) {
    console.error(`cdn-export-emulator: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}
