// stopped.ts LOCK URL: runs an export that prints when its create call is next, so that it can be stopped there.
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";
import { createExportClient } from "../../../src/index.ts";
import { fileLock } from "../../../src/node.ts";

const [path = "", endpoint = ""] = process.argv.slice(2);
let hasWaited = false;
const patience = { callTimeout: 1000, visibilityTimeout: 1000 };
const cdn = createExportClient({ ...patience, credentials: DEMO_CREDENTIALS, endpoint, lock: fileLock(path) });
const job = cdn.start(
  { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" },
  {
    async onState({ phase }) {
      if (phase !== "submitting" || hasWaited) return;
      hasWaited = true;
      console.log("about to create");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    },
  },
);
const { task } = await job.result();
console.log(task.task_id);
