// One process without an engine: `sync` for every account, all at once or one after another. Prints the seconds that it took.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createExportClient } from "@cdn-export/client";
import { openLedger, sync } from "@cdn-export/sync";
import { keyOf, nameOf, type Order, optionsOf, windowsOf } from "./order.ts";

const order = JSON.parse(process.argv[2] ?? "") as Order & { isAtOnce: boolean };
const indexes = Array.from({ length: order.accounts }, (_, i) => i);

async function syncAccount(i: number): Promise<void> {
  const folder = join(order.folder, "sync", nameOf(i));
  await mkdir(folder, { recursive: true });
  const ledger = await openLedger(join(folder, "ledger"));
  const client = createExportClient({ ...optionsOf(order).client, credentials: keyOf(i), onWarning: () => {} });
  const windows = windowsOf(order, i, Date.now()).filter(({ to }) => to <= Date.now());
  const { failed } = await sync(windows, ledger, { client, folder });
  if (failed.length > 0) throw failed[0]?.error;
  await ledger.close();
}

const start = performance.now();
if (order.isAtOnce) await Promise.all(indexes.map(syncAccount));
else for (const i of indexes) await syncAccount(i);
console.log(((performance.now() - start) / 1000).toFixed(1));
