import { parseArgs } from "node:util";
import { fastClock } from "../base/clock.ts";
import { formats } from "../formats/formats.ts";
import type { EmulatorOptions } from "../options/options.ts";
import { readConfig } from "./config.ts";

export const HELP: string = `Huawei Cloud CDN's statistics export on this machine: checks signatures, keeps tasks, makes files.

  cdn-export-emulator [options]

  --port N        where to listen; 0 takes a free port          (default 4010)
  --host NAME     the address to listen on                      (default 127.0.0.1)
  --format NAME   ${Object.keys(formats).join(", ")}                          (default xlsx)
  --seed TEXT     decides every number and id                   (default 1)
  --speed N       time runs N times as fast                     (default 1)
  --config FILE   any option of startEmulator as JSON; the options above win
  --help

  {
    "accounts": [{ "ak": "AK1", "sk": "made-up", "domainId": "1", "domains": ["www.example.com"] }],
    "runMs": 5000,
    "clock": { "manual": "2026-11-08T02:00:00Z" },
    "faults": [{ "at": "list", "what": "status", "status": 429, "retryAfter": 1, "rate": 0.1 }]
  }

Tasks, clock, faults and state are at /_emulator/: see the README.`;

const DEFAULT_PORT = 4010;

/** The options of the program as they were typed. */
export interface CommandTexts {
  port?: string | undefined;
  host?: string | undefined;
  format?: string | undefined;
  seed?: string | undefined;
  speed?: string | undefined;
  /** A JSON file. */
  config?: string | undefined;
}

/**
 * @returns `undefined` when help was asked for
 * @throws Error in one line
 */
export async function readArguments(args: readonly string[]): Promise<EmulatorOptions | undefined> {
  const { help, ...texts } = parse(args);
  return help ? undefined : optionsOf(texts);
}

/**
 * Options for `startEmulator` from those that were typed, with port 4010 where none was; for programs that offer the
 * emulator as one of their commands.
 *
 * @throws (the promise) Error in one line
 * @example
 * const cloud = await startEmulator(await optionsOf({ port: "0", format: "csv" }));
 */
export async function optionsOf({ config, port, speed, ...texts }: CommandTexts): Promise<EmulatorOptions> {
  return {
    port: DEFAULT_PORT,
    ...(config !== undefined && (await readConfig(config))),
    ...(port !== undefined && { port: number("--port", port) }),
    ...(speed !== undefined && { clock: fastClock(number("--speed", speed)) }),
    // Whether the texts are right the options' own check says, in the same words as for programs.
    ...(texts as EmulatorOptions),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        host: { type: "string" },
        format: { type: "string" },
        seed: { type: "string" },
        speed: { type: "string" },
        config: { type: "string" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    // Node explains how to pass a value that begins with a dash; the first sentence is enough.
    throw new Error(`${String((error as Error).message).split(/\. |\n/)[0]}. See --help`);
  }
}

function number(option: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`${option} must be a number, not ${text}`);
  return Number(text);
}
