// Processes that are killed during a job, and others that continue it.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, expect, it } from "vitest";
import { jobFolder } from "../../src/node.ts";

const PROGRAM = fileURLToPath(new URL("programs/job.ts", import.meta.url));

let cloud: Emulator;
let folder: string;
let jobs: string;
let path: string;
let children: ChildProcess[];

beforeEach(async () => {
  cloud = await startEmulator({ runMs: 100, format: "csv" });
  folder = await mkdtemp(join(tmpdir(), "job-killed-"));
  jobs = join(folder, "jobs");
  path = join(folder, "visitors.csv");
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await cloud.close();
  await rm(folder, { recursive: true });
});

interface Running {
  child: ChildProcess;
  lines: string[];
  closed: Promise<unknown>;
}

/** Runs the program until it prints the line `until` or ends. */
async function run(id: string, until = "the end"): Promise<Running> {
  const args = [PROGRAM, cloud.url, jobs, path, id, until];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const closed = new Promise((resolve) => child.on("close", resolve));
  let output = "";
  const said = new Promise<void>((resolve) => {
    child.stdout.on("data", (text: Buffer) => {
      output += text;
      if (output.split("\n").includes(until)) resolve();
    });
  });
  await Promise.race([said, closed]);
  return { child, lines: output.trim().split("\n"), closed };
}

const idOf = ({ lines }: Running): string => String(lines[0]?.replace("job ", ""));

// Two processes each, on a machine that may be busy.
it.each([
  { killed: "created", phase: undefined, tasks: 0 },
  { killed: "before waiting", phase: "submitting", tasks: 1 },
  { killed: "after waiting", phase: "waiting", tasks: 1 },
  { killed: "after done", phase: "done", tasks: 1 },
])(
  "a job whose process is killed at $killed is completed by the next process, with one task",
  {
    timeout: 60_000,
  },
  async ({ killed, phase, tasks }) => {
    const first = await run("new", killed);
    first.child.kill("SIGKILL");
    await first.closed;
    const id = idOf(first);
    const listed = await jobFolder(jobs).list();
    expect(listed).toMatchObject([{ id, note: { path } }]);
    expect(listed[0]?.state?.phase).toBe(phase);
    expect(cloud.tasks).toHaveLength(tasks);

    const second = await run(id);
    const sha256 = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    expect(second.lines.at(-1)).toBe(sha256);
    expect(cloud.tasks).toHaveLength(1);
    expect(await readdir(jobs)).toEqual([]);
  },
);

it("one process at a time has a job, and another can open it after that process is killed", {
  timeout: 60_000,
}, async () => {
  const first = await run("new", "after waiting");
  const id = idOf(first);
  const refused = await run(id);
  const words = `StoreError: Job ${id} is used by process ${first.child.pid} on ${hostname()} since 20`;
  expect(refused.lines).toHaveLength(1);
  expect(refused.lines[0]).toContain(words);
  expect(await jobFolder(jobs).list()).toMatchObject([{ id, state: { phase: "waiting" } }]);

  first.child.kill("SIGKILL");
  await first.closed;
  const next = await jobFolder(jobs).open(id);
  expect(next.state?.phase).toBe("waiting");
  await next.close();
});
