// Folders of exports with a ledger, and csv files in them, written by hand.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const DAY_MS = 86_400_000;

/** The start of a GMT+8 day. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

export interface TestWindow {
  domains: string[] | "all";
  from: string;
  to: string;
  serviceArea?: string;
  action?: string;
  groupBy?: string;
  interval?: number;
  countries?: string[];
  /** The content of the file; `null` if there is none. */
  csv: string | Uint8Array | null;
  /** The ending of the file's name. @default csv */
  ending?: string;
}

/** Writes the files and the ledger of a folder. */
export function writeExportFolder(folder: string, windows: readonly TestWindow[], change: object = {}): void {
  const lines = windows.map(({ csv, ending = "csv", from, to, action = "reports_detail", ...more }, i) => {
    const query = { action, ...more, from: startOf(from), to: startOf(to) };
    const plan = JSON.stringify({ action, ...more });
    const path = `${action}/${i}.${ending}`;
    const id = `${action}/${from}/${i}`;
    if (csv === null) return JSON.stringify([id, { query, plan, error: { code: "X", message: "failed" } }]);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), csv);
    const sha256 = createHash("sha256").update(csv).digest("hex");
    const createdAt = query.to + DAY_MS;
    const file = { path, bytes: Buffer.byteLength(csv), sha256, taskId: String(i), requestIds: [], createdAt };
    return JSON.stringify([id, { query, plan, file: { ...file, provisional: false, ...change } }]);
  });
  const head = '{"format":"cdn-export ledger","version":1}';
  writeFileSync(join(folder, ".cdn-export.ledger"), `${[head, ...lines].join("\n")}\n`);
}

/** A csv file of basic data. `bytesAt` returns the bytes of a point, or `undefined` for an absent point. */
export function pointsCsv(
  from: string,
  to: string,
  domains: readonly string[],
  bytesAt: (domain: string, time: string) => number | undefined,
  interval = 300,
): string {
  const lines = ["Time (GMT+8),Domain,Traffic (Byte),Hit traffic (Byte),Requests,Hit requests"];
  for (let ms = startOf(from); ms < startOf(to); ms += interval * 1000) {
    const time = new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    for (const domain of domains) {
      const bytes = bytesAt(domain, time);
      if (bytes !== undefined) lines.push(`${time},${domain},${bytes},${Math.floor(bytes / 2)},10,5`);
    }
  }
  return `${lines.join("\n")}\n`;
}
