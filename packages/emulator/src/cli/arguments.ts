import { parseArgs } from "node:util";
import { fastClock } from "../base/clock.ts";
import { formats } from "../formats/formats.ts";
import type { EmulatorOptions } from "../options/options.ts";
import { readConfig } from "./config.ts";

/** The help text of the binary. */
export const HELP: string = `An emulator of Huawei Cloud CDN's statistics export: checks signatures, keeps tasks, makes files.

  cdn-export-emulator [options]

  --port N        the port to listen on; 0 takes a free port    (default 4010)
  --host NAME     the address to listen on                      (default 127.0.0.1)
  --format NAME   ${Object.keys(formats).join(", ")}                          (default xlsx)
  --seed TEXT     decides every number and ID                   (default 1)
  --speed N       runs the clock N times as fast                (default 1)
  --config FILE   any option of startEmulator as JSON; the options above take precedence
  --help

  {
    "accounts": [{ "ak": "AK1", "sk": "made-up", "domainId": "1", "domains": ["www.example.com"] }],
    "runMs": 5000,
    "clock": { "manual": "2026-11-08T02:00:00Z" },
    "faults": [{ "at": "list", "what": "status", "status": 429, "retryAfter": 1, "rate": 0.1 }]
  }

Tasks, clock, faults, locks and state are at /_emulator/: see the README.`;

const DEFAULT_PORT = 4010;

/** The options of the binary, as they were typed. Each has the default of the binary. */
export interface CommandTexts {
  /** The port to listen on; 0 takes a free port. @default 4010 */
  port?: string | undefined;
  /** The address to listen on. @default 127.0.0.1 */
  host?: string | undefined;
  /** The format of files: `xlsx`, `csv`, `gzip` or `zip`. @default xlsx */
  format?: string | undefined;
  /** Decides every number and ID. @default 1 */
  seed?: string | undefined;
  /** How many times as fast the clock runs. @default 1 */
  speed?: string | undefined;
  /** A JSON file with any of {@link EmulatorOptions}. The other options take precedence. @default none */
  config?: string | undefined;
}

/**
 * Reads the arguments of the binary.
 *
 * @returns `undefined` for `--help`
 * @throws Error with a message of one line
 */
export async function readArguments(args: readonly string[]): Promise<EmulatorOptions | undefined> {
  const { help, ...texts } = parse(args);
  return help ? undefined : optionsOf(texts);
}

/**
 * Turns options that were typed into options of `startEmulator`. The default port is 4010. For programs that have the
 * emulator as a command.
 *
 * @throws Error with a message of one line
 * @example
 * const cloud = await startEmulator(await optionsOf({ port: "0", format: "csv" }));
 */
export async function optionsOf({ config, port, speed, ...texts }: CommandTexts): Promise<EmulatorOptions> {
  return {
    port: DEFAULT_PORT,
    ...(config !== undefined && (await readConfig(config))),
    ...(port !== undefined && { port: number("--port", port) }),
    ...(speed !== undefined && { clock: fastClock(number("--speed", speed)) }),
    // startEmulator checks the values, with the same messages as for programs.
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
    // Node also explains how to pass a value that starts with a dash. The first sentence is enough.
    throw new Error(`${String((error as Error).message).split(/\. |\n/)[0]}. See --help`);
  }
}

function number(option: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`${option} must be a number, not ${text}`);
  return Number(text);
}
