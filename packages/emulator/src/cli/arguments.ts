import { parseArgs } from "node:util";
import { fastClock } from "../base/clock.ts";
import { type FileFormat, formats } from "../formats/formats.ts";
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
  --log           prints one line per request, with what was signed wrong
  --tls           also accepts TLS, for the account ID look-up of the Go SDK
  --port-file FILE     writes the port to this file once it listens
  --exit-with-parent   stops when its standard input closes, as it does when the parent process exits
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
  /** Whether to print one line per request. @default false */
  log?: boolean | undefined;
  /** Whether to accept TLS on another port, with a new certificate. @default false */
  tls?: boolean | undefined;
  /** A file to write the port to, once the emulator listens. It is removed when the emulator stops. @default none */
  portFile?: string | undefined;
  /** Whether to stop when standard input closes, as it does when the parent process exits. @default false */
  exitWithParent?: boolean | undefined;
}

/**
 * Reads the arguments of the binary.
 *
 * @returns `undefined` for `--help`
 * @throws Error with a message of one line
 */
export function readArguments(args: readonly string[]): CommandTexts | undefined {
  const { help, "port-file": portFile, "exit-with-parent": exitWithParent, ...texts } = parse(args);
  return help ? undefined : { ...texts, portFile, exitWithParent };
}

/**
 * Turns options that were typed into options of `startEmulator`. The default port is 4010.
 *
 * @throws Error with a message of one line
 */
export async function optionsOf({ config, port, host, format, seed, speed }: CommandTexts): Promise<EmulatorOptions> {
  return {
    port: DEFAULT_PORT,
    ...(config !== undefined && (await readConfig(config))),
    ...(port !== undefined && { port: number("--port", port) }),
    ...(speed !== undefined && { clock: fastClock(number("--speed", speed)) }),
    // startEmulator checks the values, with the same messages as for programs.
    ...(host !== undefined && { host }),
    ...(format !== undefined && { format: format as FileFormat }),
    ...(seed !== undefined && { seed }),
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
        log: { type: "boolean" },
        tls: { type: "boolean" },
        "port-file": { type: "string" },
        "exit-with-parent": { type: "boolean" },
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
