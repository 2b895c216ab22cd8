import { parseArgs } from "node:util";
import type { Plan } from "./plan.ts";

export const HELP = `npm run chaos -- [options]

  --exports N      how many exports (default 100)
  --fault-rate R   how many calls fail, from 0 to 0.4 (default 0.3): beyond that, giving up is right
  --seed N         decides everything (default 1)
  --at-once N      exports that run at a time (default 8)
  --programs N     so many programs on the account, which take turns (default 1). From two on nobody can promise that no
                   export ends in doubt: no file may be wrong then, and every doubt must be told
  --apart          they take no turns: each client is told that it is not the sole writer
  --kill           in processes that are killed again and again; then only what fails is decided by the seed
  --hostile        also what nobody can come through: other programs on the account, tasks that fail, tasks that show up
                   too late. No file may be wrong then, and every doubt must be told
  --json           one object`;

export interface Arguments {
  plan: Plan;
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
      "at-once": { type: "string", default: "8" },
      programs: { type: "string", default: "1" },
      apart: { type: "boolean", default: false },
      kill: { type: "boolean", default: false },
      hostile: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const programs = number("--programs", values.programs, 1, 20, Number.isInteger);
  if (programs > 1 && values.kill) throw new RangeError("--kill and --programs exclude each other");
  if (programs === 1 && values.apart) throw new RangeError("--apart needs --programs of two or more");
  return {
    plan: {
      exports: number("--exports", values.exports, 1, 5000, Number.isInteger),
      faultRate: number("--fault-rate", values["fault-rate"], 0, 0.4),
      seed: number("--seed", values.seed, 0, 2 ** 31, Number.isInteger),
      atOnce: number("--at-once", values["at-once"], 1, 100, Number.isInteger),
      kill: values.kill,
      programs,
      apart: values.apart,
      hostile: values.hostile,
    },
    isJson: values.json,
    isHelp: values.help,
  };
}

function number(name: string, text: string, least: number, most: number, fits = Number.isFinite): number {
  const value = Number(text);
  if (text.trim() !== "" && fits(value) && value >= least && value <= most) return value;
  throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${text}`);
}
