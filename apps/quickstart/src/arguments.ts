// What stands behind `npm run demo --`: names, help, and one clear line for what makes no sense.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { operations } from "@cdn-export/api/operations";
import { days, type ExportQuery, lastDays } from "@cdn-export/client";
import { closestMatch } from "leven";

export interface DemoArguments {
  query: ExportQuery;
  /** Absolute; without an ending it gets the one of the file's type. */
  out: string;
  /** Where to export from: an emulator of our own, or what the credentials in the environment are for. */
  target: { kind: "emulator"; port: number } | { kind: "live"; endpoint: string | undefined };
}

/** What the user did wrong; its message is all there is to say. */
class UsageError extends Error {}

const ACTIONS = operations.createExportTask.body.action.values;
const DEFAULT_ACTION: (typeof ACTIONS)[number] = "top_url_detail";

export const HELP: string = `Exports statistics of Huawei Cloud CDN: creates the task, finds it, waits for it, downloads its file.
Without --live it talks to an emulator on this machine and to nothing else.

  npm run demo -- [options]

  --action NAME     ${ACTIONS.slice(0, 4).join(", ")},
                    ${ACTIONS.slice(4).join(", ")}     (default ${DEFAULT_ACTION})
  --domain NAME     repeat it for several, or say all              (default www.example.com)
  --from DATE       first day, in GMT+8, as 2026-11-01             (default: the last 7 days)
  --to DATE         day after the last one
  --interval N      300 or 3600 seconds
  --language L      zh or en                                       (default en)
  --out FILE        replaces what is there                         (default exports/ACTION)
  --live            the real service, with HUAWEICLOUD_SDK_AK and _SK, or CLOUD_SDK_AK and _SK
  --endpoint URL    with --live: cn, eu or a URL
  --port N          the emulator's port                            (default: a free one)
  -h, --help

  npm run demo -- --action top_url_detail --domain www.example.com --from 2026-11-01 --to 2026-11-08 --out exports/top-urls.csv`;

/**
 * @returns `undefined` when help was asked for.
 * @throws UsageError
 */
export function readArguments(args: string[], folder: string): DemoArguments | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  for (const [option, value] of Object.entries(values)) {
    if (value === "") throw new UsageError(`--${option} is empty`);
  }
  if (!values.live && values.endpoint !== undefined) throw new UsageError("--endpoint goes with --live");
  const isAll = values.domain.includes("all");
  if (isAll && values.domain.length > 1) throw new UsageError("--domain all stands alone: it means every domain");
  const action = actionOf(values.action);
  return {
    query: {
      action,
      domains: isAll ? "all" : values.domain,
      ...period(values.from, values.to),
      language: values.language as "zh" | "en",
      // What is no interval of the service is refused by the client, with the values that are.
      ...(values.interval !== undefined && { interval: whole("--interval", values.interval, 1e6) as 300 | 3600 }),
    },
    out: resolve(folder, values.out ?? `exports/${action}`),
    target: values.live
      ? { kind: "live", endpoint: values.endpoint }
      : { kind: "emulator", port: whole("--port", values.port, 65_535) },
  };
}

function actionOf(text: string): (typeof ACTIONS)[number] {
  const found = ACTIONS.find((action) => action === text);
  if (found !== undefined) return found;
  const near = closestMatch(text, ACTIONS, { maxDistance: Math.floor(text.length / 3) });
  const hint = near === undefined ? "" : `. Did you mean ${near}?`;
  throw new UsageError(`--action: ${JSON.stringify(text)} is not one of ${ACTIONS.join(", ")}${hint}`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        action: { type: "string", default: DEFAULT_ACTION },
        domain: { type: "string", multiple: true, default: ["www.example.com"] },
        from: { type: "string" },
        to: { type: "string" },
        interval: { type: "string" },
        language: { type: "string", default: "en" },
        out: { type: "string" },
        live: { type: "boolean", default: false },
        endpoint: { type: "string" },
        port: { type: "string", default: "0" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    // Node explains more than is of use; its first sentence is enough.
    const message = String((error as Error).message).split(/\. |\n/)[0];
    const hint = message?.startsWith("Unexpected argument") ? ", with -- before the first option" : "";
    throw new UsageError(`${message}. See \`npm run demo -- --help\`${hint}`);
  }
}

function period(from: string | undefined, to: string | undefined): { from: Date; to: Date } {
  if (from === undefined && to === undefined) return lastDays(7);
  if (from === undefined || to === undefined) throw new UsageError("--from and --to belong together");
  try {
    // --to is the day after the last one, as the end of a half-open period is.
    return { from: days(from, from).from, to: days(to, to).from };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function whole(option: string, text: string, most: number): number {
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new UsageError(`${option} is a whole number up to ${most}, not ${text}`);
  return Number(text);
}
