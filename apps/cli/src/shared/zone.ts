// Time zones of the times in the output.
import { GMT8_MS } from "@cdn-export/client/internal";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";

export interface Zone {
  /** As headings name it: `GMT+8`, `Europe/Berlin`. */
  label: string;
  /** Milliseconds ahead of UTC at a time. */
  offsetMs(time: number): number;
}

/** The service counts days in GMT+8. */
export const GMT8: Zone = { label: "GMT+8", offsetMs: () => GMT8_MS };

const MINUTE_MS = 60_000;
/** Offsets change at quarters of an hour, so that one look serves a whole quarter. */
const QUARTER_MS = 15 * MINUTE_MS;

/** Parses `+08:00`, `GMT+8`, `UTC`, `local` and names such as `Asia/Shanghai`. @throws UsageError */
export function zoneOf(text: string): Zone {
  const [, , sign = "+", hours, minutes = "0"] = /^(UTC|GMT|)(?:([+-])(\d{1,2}):?(\d{2})?)?$/i.exec(text) ?? [];
  if (hours !== undefined) return fixed(sign, Number(hours), Number(minutes), text);
  if (/^(UTC|GMT|Z)$/i.test(text)) return { label: "UTC", offsetMs: () => 0 };
  const name = text === "local" ? new Intl.DateTimeFormat().resolvedOptions().timeZone : text;
  try {
    return named(name);
  } catch {
    throw unknown(text);
  }
}

function fixed(sign: string, hours: number, minutes: number, text: string): Zone {
  if (hours > 14 || minutes > 59) throw unknown(text);
  const size = (hours * 60 + minutes) * MINUTE_MS;
  const offset = sign === "-" ? -size : size;
  return {
    label: `GMT${sign}${hours}${minutes > 0 ? `:${String(minutes).padStart(2, "0")}` : ""}`,
    offsetMs: () => offset,
  };
}

function named(label: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: label, timeZoneName: "longOffset" });
  const known = new Map<number, number>();
  const look = (time: number) => {
    const text = format.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
    const size = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
    return sign === "-" ? -size : size;
  };
  return {
    label,
    offsetMs(time) {
      const quarter = Math.floor(time / QUARTER_MS);
      const offset = known.get(quarter) ?? look(time);
      known.set(quarter, offset);
      return offset;
    },
  };
}

function unknown(text: string): UsageError {
  return new UsageError(
    say(
      `--zone: ${JSON.stringify(text)} isn't a time zone: use +08:00, UTC, local or a name such as Asia/Shanghai`,
      `--zone：${JSON.stringify(text)} 不是时区：请用 +08:00、UTC、local 或 Asia/Shanghai 这样的名称`,
    ),
  );
}
