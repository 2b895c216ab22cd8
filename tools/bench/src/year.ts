// A folder of csv files as sync keeps it: some months of some domains, every 5 minutes, one file for each month.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { csvOf } from "./month.ts";

const GMT8_MS = 8 * 3_600_000;

export function writeYear(folder: string, { months, domains }: { months: number; domains: number }): void {
  mkdirSync(join(folder, "reports_detail"), { recursive: true });
  const lines = Array.from({ length: months }, (_, month) => {
    const [from = 0, to = 0] = [month, month + 1].map((number) => Date.UTC(2025, number) - GMT8_MS);
    const csv = csvOf(domains, from, to);
    const path = `reports_detail/${month}.csv`;
    writeFileSync(join(folder, path), csv);
    const query = { action: "reports_detail", domains: "all", groupBy: "domain", interval: 300, from, to };
    const sha256 = createHash("sha256").update(csv).digest("hex");
    const file = { path, bytes: csv.length, sha256, taskId: String(month), requestIds: [], createdAt: to };
    return JSON.stringify([`reports_detail/${month}`, { query, file: { ...file, provisional: false } }]);
  });
  const head = '{"format":"cdn-export ledger","version":1}';
  writeFileSync(join(folder, ".cdn-export.ledger"), `${[head, ...lines].join("\n")}\n`);
}
