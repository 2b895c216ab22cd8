// save.ts URL TASK PATH: saves a task's file, and prints its progress.
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";
import { createExportClient } from "../../../src/index.ts";
import { saveFile } from "../../../src/node.ts";

const [endpoint = "", taskId = "", path = ""] = process.argv.slice(2);
const cdn = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint });
const state = {
  version: 1,
  id: "program",
  phase: "waiting",
  request: {},
  startedAt: Date.now(),
  elapsedMs: 0,
  warnings: [],
  taskId,
} as const;
const saved = await saveFile(await cdn.restore(state).result(), path, {
  onProgress: ({ bytes }) => process.stdout.write(`${bytes}\n`),
});
console.log(JSON.stringify(saved));
