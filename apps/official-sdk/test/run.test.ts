import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { download, explain, NotInstalled, run } from "../src/run.ts";

const never = new AbortController().signal;
const options = { timeoutMs: 30_000, signal: never };
const node = (code: string) => [process.execPath, "-e", code];

test("a program's output and exit code are returned", async () => {
  const code = "console.log('out'); console.error('err'); process.exitCode = 3";
  expect(await run(node(code), options)).toEqual({ code: 3, stdout: "out\n", stderr: "err\n" });
});

test("a missing program is named", async () => {
  await expect(run(["no-such-toolchain", "--version"], options)).rejects.toThrow(
    new NotInstalled("no-such-toolchain isn't installed"),
  );
});

test("an interrupted program is stopped, together with the programs that it started", async () => {
  const stop = new AbortController();
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const child = `require("node:net").connect(${port}, "127.0.0.1")`;
  const parent = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}]); setInterval(() => {}, 1000)`;
  const running = expect(run(node(parent), { ...options, signal: stop.signal })).rejects.toThrow(
    `${process.execPath} was stopped: the run was interrupted`,
  );
  const [connection] = (await once(server, "connection")) as [Socket];
  const closed = new Promise((resolve) =>
    connection
      .on("close", resolve)
      .on("error", () => {})
      .resume(),
  );
  stop.abort();
  await running;
  await closed;
});

test("a program that takes too long is stopped", async () => {
  await expect(run(node("setInterval(() => {}, 1000)"), { ...options, timeoutMs: 1 })).rejects.toThrow(
    "it took longer than 0.001 s",
  );
});

test("a download that fails is repeated up to a limit, and then explained in one line", async () => {
  const folder = await mkdtemp(join(tmpdir(), "official-sdk-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "attempts");
  const fail = `require("node:fs").appendFileSync(${JSON.stringify(file)}, "x"); console.error("Looking\\nERROR: No matching distribution found\\nbye"); process.exit(1)`;
  await expect(download(node(fail), options, { attempts: 3, pauseMs: 0 })).rejects.toThrow(
    /^\S+ failed 3 times: ERROR: No matching distribution found$/,
  );
  expect(await readFile(file, "utf8")).toBe("xxx");
});

test.each([
  ["\u001b[31mERROR\u001b[0m one\ntwo", "ERROR one"],
  ["one\n\ntwo\n", "two"],
  ["", "exit code 7"],
])("the explanation of %j is %j", (stderr, line) => {
  expect(explain({ code: 7, stdout: "", stderr })).toBe(line);
});
