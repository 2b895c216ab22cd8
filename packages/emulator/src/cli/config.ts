import { readFile } from "node:fs/promises";
import { type Clock, fastClock, manualClock, realClock } from "../base/clock.ts";
import type { EmulatorOptions } from "../options/options.ts";
import { checkOptions } from "../options/settings.ts";

/** Reads options from a JSON file in UTF-8 or UTF-16. @throws Error with a message of one line that names the file */
export async function readConfig(file: string): Promise<EmulatorOptions> {
  try {
    const [{ decodeText }, bytes] = await Promise.all([import("@cdn-export/signer/explain"), readFile(file)]);
    const value: unknown = JSON.parse(decodeText(bytes));
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new TypeError("it isn't a JSON object");
    const options: Record<string, unknown> = { ...value };
    if ("clock" in options) options.clock = readClock(options.clock);
    checkOptions(options);
    return options;
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : (error as Error).message;
    throw new Error(`${file}: ${reason}`, { cause: error });
  }
}

/** `"real"`, `{ "manual": start }` or `{ "speed": 60, "start": start }`. The clocks check `start`. */
function readClock(value: unknown): Clock {
  if (value === "real") return realClock();
  const { manual, speed, start }: { manual?: string; speed?: unknown; start?: string } = Object(value);
  if (manual !== undefined) return manualClock(manual);
  if (speed === undefined) throw new TypeError('clock must be "real", { "manual": start } or { "speed": number }');
  return fastClock(Number(speed), start);
}
