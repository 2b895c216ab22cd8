// parquet.ts FOLDER: writes the Parquet copy of a folder, and is killed at the first warning, in the middle of a file.
import { join } from "node:path";
import { writeParquet } from "../../src/folder/parquet.ts";
import { readLedger } from "../../src/index.ts";

const [folder = ""] = process.argv.slice(2);
await writeParquet(folder, await readLedger(join(folder, ".cdn-export.ledger")), {
  onWarning: () => process.kill(process.pid, "SIGKILL"),
});
