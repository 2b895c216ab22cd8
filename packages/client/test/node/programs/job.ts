// job.ts URL JOBS PATH ID HALT: starts a job (ID is "new") or continues one, and saves its file. Prints each step to
// stdout, and stops at the step HALT.
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";
import { createExportClient, type JobState } from "../../../src/index.ts";
import { jobFolder, saveFile } from "../../../src/node.ts";

const [endpoint = "", folder = "", path = "", id = "", halt = ""] = process.argv.slice(2);

async function step(what: string): Promise<void> {
  console.log(what);
  if (what === halt) await new Promise(() => setInterval(() => {}, 60_000));
}

try {
  const jobs = jobFolder(folder);
  const job = id === "new" ? await jobs.create({ path }) : await jobs.open(id);
  await step(`job ${job.id}`);
  await step("created");
  const onState = async (state: JobState) => {
    await step(`before ${state.phase}`);
    await job.save(state);
    await step(`after ${state.phase}`);
  };
  const cdn = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint, visibilityTimeout: 5000 });
  const query = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
  const running = job.state ? cdn.restore(job.state, { onState }) : cdn.start(query, { onState });
  const { sha256 } = await saveFile(await running.result(), String(job.note.path));
  await job.remove();
  console.log(sha256);
} catch (error) {
  console.log(`${(error as Error).name}: ${(error as Error).message}`);
}
