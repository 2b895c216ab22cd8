import { parseArgs } from "node:util";
import type { Plan } from "./plan.ts";

export const HELP = `npm run chaos -- [options]

Runs exports against an emulated service that fails, and against an emulated account of what can happen to programs: they
are killed and restored, stopped and resumed, and interrupted. Then compares their files with the service's. It promises
that no file is wrong, that every export ends with a file or an error, and that no task is created that nobody asked for.

  --exports N      how many exports (default 100)
  --fault-rate R   the share of calls that fail, from 0 to 0.4 (default 0.3); beyond that, giving up is right
  --seed N         decides everything, such as the service's clock and how late its list is (default 1)
  --at-once N      exports that each program runs at a time (default 4)
  --programs N     programs on the account (default 1). Two or more take turns with a lock
  --plain          no kills, no stops, no odd clocks: then every export must have its file
  --kill           real processes, real files and a real lock; then the seed decides only what fails
  --rival          other programs create tasks although nobody declared them, together with a create call or at any time.
                   Measures how many files are wrong, and promises nothing about them
  --rivals-per-hour N  how many tasks those create that come at any time (default 60)
  --trace N        prints what happened to export N
  --json           prints one object
  --help           prints this`;

export interface Arguments {
  plan: Plan;
  traced: number | undefined;
  isJson: boolean;
  isHelp: boolean;
}

/** @throws TypeError or RangeError in one line for what makes no sense. */
export function readArguments(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      exports: { type: "string", default: "100" },
      "fault-rate": { type: "string", default: "0.3" },
      seed: { type: "string", default: "1" },
      "at-once": { type: "string", default: "4" },
      programs: { type: "string", default: "1" },
      plain: { type: "boolean", default: false },
      kill: { type: "boolean", default: false },
      rival: { type: "boolean", default: false },
      "rivals-per-hour": { type: "string", default: "60" },
      trace: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.kill && values.plain) throw new RangeError("--kill and --plain exclude each other");
  if (values.kill && values.rival) throw new RangeError("--kill and --rival exclude each other");
  const exports = number("--exports", values.exports, 1, 5000, Number.isInteger);
  return {
    plan: {
      exports,
      faultRate: number("--fault-rate", values["fault-rate"], 0, 0.4),
      seed: number("--seed", values.seed, 0, 2 ** 31, Number.isInteger),
      atOnce: number("--at-once", values["at-once"], 1, 100, Number.isInteger),
      programs: number("--programs", values.programs, 1, 20, Number.isInteger),
      // Rivals are measured with nothing else than failures around them.
      plain: values.plain || values.rival,
      kill: values.kill,
      rival: values.rival ? "together" : "none",
      rivalsPerHour: number("--rivals-per-hour", values["rivals-per-hour"], 1, 3600),
      lock: "working",
    },
    traced: values.trace === undefined ? undefined : number("--trace", values.trace, 0, exports - 1, Number.isInteger),
    isJson: values.json,
    isHelp: values.help,
  };
}

function number(name: string, text: string, least: number, most: number, fits = Number.isFinite): number {
  const value = Number(text);
  if (text.trim() !== "" && fits(value) && value >= least && value <= most) return value;
  throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${text}`);
}
