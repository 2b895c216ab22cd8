import { parseArgs } from "node:util";
import type { Plan } from "./plan.ts";

export const HELP = `npm run chaos -- [options]

Runs exports against an emulated service whose calls fail, in programs that are killed and restored, stopped and resumed, and
interrupted. Then compares their files with the service's. No file may be wrong, every export must end with a file or an error,
and no export may have an unrequested second task.

  --exports N      number of exports (default 100)
  --fault-rate R   share of calls that fail, from 0 to 0.4 (default 0.3). With more, giving up is right
  --seed N         decides everything else, such as the service's clock and the delay of its list (default 1)
  --at-once N      exports that each program runs at a time (default 4)
  --programs N     programs on the account (default 1). Two or more take turns with a lock
  --plain          no kills, no stops, no odd clocks: every export must get its file
  --kill           real processes, real files and a real lock. The seed decides only which calls fail
  --rival          undeclared programs create tasks too, together with a create call or at any time. This measures how many
                   files are wrong: wrong files and second tasks don't fail the run
  --rivals-per-hour N  number of tasks that they create at any time (default 60)
  --trace N        prints the events of export N
  --json           prints one object per run
  --help           prints this`;

export interface Arguments {
  plan: Plan;
  traced: number | undefined;
  isJson: boolean;
  isHelp: boolean;
}

/** @throws TypeError or RangeError with one line for invalid arguments. */
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
      // With rivals, calls fail, but nothing else happens.
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
