// Downloads that are cut, and resume.
import { createHash } from "node:crypto";
import { link, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MAX_TRIES } from "../../src/base/constants.ts";
import type { OnProgress } from "../../src/file/file.ts";
import { createExportClient, type ExportFile, type JobOptions } from "../../src/index.ts";
import { saveFile } from "../../src/node.ts";
import { createStore, type Store } from "../store.ts";

const SIZE = 50_000;
const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;

let store: Store;
let file: ExportFile;

async function exportWith(options: JobOptions = {}): Promise<ExportFile> {
  const cdn = createExportClient({ ...store.service.options, fetch: store.fetch });
  const exported = await cdn.exportStatistics(QUERY, options);
  store.service.pauses.length = 0;
  return exported;
}

/** Runs when the first bytes have arrived. */
function once(work: () => void): OnProgress {
  let isDone = false;
  return ({ bytes }) => {
    if (bytes > 0 && !isDone) work();
    isDone ||= bytes > 0;
  };
}

function cutBody(content: Uint8Array): ReadableStream<Uint8Array> {
  let isGiven = false;
  return new ReadableStream({
    pull(controller) {
      if (isGiven) controller.error(new TypeError("terminated"));
      else controller.enqueue(content);
      isGiven = true;
    },
  });
}

beforeEach(async () => {
  store = createStore(SIZE);
  file = await exportWith();
});

describe("a file whose connection is cut", () => {
  it("resumes where it stopped, and is the same file", async () => {
    store.cuts.push(10_000, 5000, 20_000);
    expect(await file.bytes()).toEqual(store.content);
    expect(store.asked).toEqual([
      [null, null],
      ["bytes=10000-", '"one"'],
      ["bytes=15000-", '"one"'],
      ["bytes=35000-", '"one"'],
    ]);
  });

  it("waits longer after each attempt without bytes, and finally fails", async () => {
    store.cuts.push(10_000, ...Array.from({ length: MAX_TRIES }, () => 0));
    await expect(file.bytes()).rejects.toMatchObject({ name: "ConnectionError" });
    expect(store.service.pauses).toHaveLength(MAX_TRIES - 1);
    expect(store.service.pauses.slice(0, 3)).toEqual([500, 800, 1280]);
  });

  it("continues after many cuts if each connection delivers bytes", async () => {
    store.cuts.push(...Array.from({ length: 9 }, () => 5000));
    expect(await file.bytes()).toEqual(store.content);
  });

  it("is complete when the connection breaks after the last byte", async () => {
    store.cuts.push(SIZE);
    expect(await file.bytes()).toEqual(store.content);
    expect(store.asked).toHaveLength(1);
  });

  it("isn't mixed with another version", async () => {
    store.cuts.push(10_000);
    const reader = file.stream().getReader();
    await reader.read();
    store.etag = '"two"';
    const rest = async () => {
      for (;;) if ((await reader.read()).done) return;
    };
    await expect(rest()).rejects.toMatchObject({ name: "CorruptFileError", code: "CHANGED" });
  });

  it("is the newer version if no bytes of the older one have arrived", async () => {
    const older = store.content;
    const newer = older.map((byte) => byte ^ 1);
    store.cuts.push(0, 900);
    store.etag = '"old"';
    const { sleep } = store.service.runtime;
    store.service.runtime.sleep = async (ms, signal) => {
      Object.assign(store, { etag: '"new"', content: newer });
      await sleep(ms, signal);
    };
    file = await exportWith();
    Object.assign(store, { etag: '"old"', content: older });
    expect(await file.bytes()).toEqual(newer);
    expect(store.asked.at(-1)).toEqual(["bytes=900-", '"new"']);
  });

  describe.each([
    ["has no length, and is shorter than the bytes before", 6000, undefined, "TRUNCATED"],
    ["has no length, and ends early", 20_000, undefined, "TRUNCATED"],
    ["has no length, and is too long", SIZE + 1, undefined, "TOO_LONG"],
    ["has a length, less than the bytes before, when the first one had none", 6000, 6000, "TRUNCATED"],
  ])("and whose second response %s", (_, bytes, length, code) => {
    const again = () => {
      const content = new Uint8Array([...store.content, ...store.content]).subarray(0, bytes);
      return new Response(content, { headers: { etag: '"one"', ...(length && { "content-length": `${length}` }) } });
    };
    it("fails with CorruptFileError", async () => {
      if (length === undefined) store.cuts.push(10_000);
      else {
        const [first] = [new Response(cutBody(store.content.subarray(0, 10_000)), { headers: { etag: '"one"' } })];
        store.service.fileReplies.push(first);
      }
      const onProgress = once(() => {
        store.service.everyFile = again;
      });
      await expect(file.bytes({ onProgress })).rejects.toMatchObject({ name: "CorruptFileError", code });
    });
  });

  it("waits as long as object storage asks for", async () => {
    store.service.fileReplies.push(new Response("", { status: 429, headers: { "retry-after": "20" } }));
    expect(await file.bytes()).toEqual(store.content);
    expect(store.service.pauses).toEqual([20_000]);
  });

  it("skips the bytes it has when the server doesn't support range requests", async () => {
    store.ranges = false;
    store.cuts.push(10_500);
    expect(await file.bytes()).toEqual(store.content);
  });

  describe.each([undefined, 'W/"weak"'])("with the ETag %s, which isn't strong", (etag) => {
    beforeEach(() => {
      store.etag = etag;
    });

    it("restarts if no bytes were passed on", async () => {
      store.cuts.push(10_000, 40_000);
      expect(await file.bytes()).toEqual(store.content);
      expect(store.asked).toEqual(Array(3).fill([null, null]));
      expect(store.service.pauses).toEqual([500, 800]);
    });

    it("is saved whole after a restart, with the hash of the new bytes", async () => {
      const folder = await mkdtemp(join(tmpdir(), "restart-"));
      store.cuts.push(10_000, 40_000);
      const { path, sha256, bytes } = await saveFile(file, join(folder, "a.csv"));
      expect(bytes).toBe(SIZE);
      expect(new Uint8Array(await readFile(path))).toEqual(store.content);
      expect(sha256).toBe(createHash("sha256").update(store.content).digest("hex"));
      expect(await readdir(folder)).toEqual(["a.csv"]);
      await rm(folder, { recursive: true });
    });

    it("fails when it is cut several times", async () => {
      store.cuts.push(...Array.from({ length: 2 * MAX_TRIES }, () => 10_000));
      await expect(file.bytes()).rejects.toMatchObject({ name: "ConnectionError" });
      expect(store.asked).toHaveLength(MAX_TRIES);
    });

    it("fails a stream that has already passed on bytes", async () => {
      store.cuts.push(10_000);
      const reader = file.stream().getReader();
      const read = async () => {
        while (!(await reader.read()).done);
      };
      await expect(read()).rejects.toMatchObject({ name: "ConnectionError" });
      expect(store.asked).toHaveLength(1);
    });
  });

  it("renews a link that expires during the download", async () => {
    store.cuts.push(10_000);
    const expired = new Response("expired", { status: 403 });
    const read = file.bytes({ onProgress: once(() => store.service.fileReplies.push(expired)) });
    expect(await read).toEqual(store.content);
    expect(store.asked.at(-1)).toEqual(["bytes=10000-", '"one"']);
  });
});

describe("progress", () => {
  it("is reported with each chunk", async () => {
    const seen: number[] = [];
    const onProgress: OnProgress = ({ bytes, total }) => {
      expect(total).toBe(SIZE);
      seen.push(bytes);
    };
    expect((await file.bytes({ onProgress })).length).toBe(SIZE);
    expect(seen.at(-1)).toBe(SIZE);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });

  it("ends the download when its callback throws", async () => {
    const mistake = new TypeError("bar is undefined");
    const onProgress = () => {
      throw mistake;
    };
    await expect(file.bytes({ onProgress })).rejects.toBe(mistake);
  });
});

describe("saveFile after an interrupted download", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "resume-"));
    path = join(folder, "visitors.csv");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  const parts = async () => (await readdir(folder)).filter((name) => name.includes(".part"));

  /** Saves a file from a server that fails after `bytes`. */
  async function cutAfter(bytes: number): Promise<string> {
    store.cuts.push(bytes, ...Array.from({ length: MAX_TRIES }, () => 0));
    await expect(saveFile(file, path)).rejects.toMatchObject({ name: "ConnectionError" });
    store.cuts.length = 0;
    store.asked.length = 0;
    const part = (await parts()).find((name) => name.endsWith(".part"));
    return join(folder, String(part));
  }
  async function expectWhole(range: string | null): Promise<void> {
    expect(await saveFile(file, path)).toEqual({ path, bytes: SIZE, sha256: sha256(store.content), type: "csv" });
    expect(new Uint8Array(await readFile(path))).toEqual(store.content);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
    expect(store.asked.map(([asked]) => asked)).toEqual([range]);
  }

  it("resumes where it stopped", async () => {
    await cutAfter(12_345);
    await expectWhole("bytes=12345-");
  });

  it("resumes after an abort", async () => {
    const stop = new AbortController();
    const onProgress: OnProgress = ({ bytes }) => {
      if (bytes >= 10_000) stop.abort();
    };
    const saving = saveFile(await exportWith({ signal: stop.signal }), path, { onProgress });
    await expect(saving).rejects.toMatchObject({ name: "AbortError" });
    expect((await parts()).length).toBeGreaterThan(0);
  });

  it("resumes after an onProgress that throws", async () => {
    const mistake = new TypeError("bar is undefined");
    const onProgress: OnProgress = ({ bytes }) => {
      if (bytes >= 10_000) throw mistake;
    };
    await expect(saveFile(file, path, { onProgress })).rejects.toBe(mistake);
    expect((await parts()).length).toBeGreaterThan(0);
    expect((await saveFile(file, path)).sha256).toBe(sha256(store.content));
    expect(store.asked.at(-1)?.[0]).toMatch(/^bytes=[1-9]/);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });

  it("restarts when the file has changed", async () => {
    await cutAfter(12_345);
    store.etag = '"two"';
    store.content = store.content.map((byte) => byte ^ 1);
    await expectWhole("bytes=12345-");
  });

  it("restarts when the bytes on disk have changed", async () => {
    const part = await cutAfter(12_345);
    await writeFile(part, (await readFile(part)).fill(0, 5000, 5001));
    await expectWhole(null);
  });

  it("restarts when the file on disk is too short", async () => {
    const part = await cutAfter(12_345);
    await writeFile(part, (await readFile(part)).subarray(0, 12_000));
    await expectWhole(null);
  });

  it("keeps its note until it has a newer one", async () => {
    await cutAfter(12_345);
    store.service.everyFile = () => new Response(null, { status: 503 });
    await expect(saveFile(file, path)).rejects.toMatchObject({ status: 503 });
    store.service.everyFile = undefined;
    store.asked.length = 0;
    await expectWhole("bytes=12345-");
  });

  it("resumes from another spelling of the path", async () => {
    await cutAfter(12_345);
    await saveFile(file, join(folder, ".", "..", folder.split("/").at(-1) ?? "", "visitors.csv"));
    expect(store.asked).toEqual([["bytes=12345-", '"one"']]);
  });

  it("completes a download that is missing only its name", async () => {
    const part = await cutAfter(12_345);
    await writeFile(part, store.content);
    const note = { bytes: SIZE, validator: '"one"', sha256: sha256(store.content) };
    await writeFile(`${part}.json`, JSON.stringify(note));
    store.service.fileReplies.push(new Response(null, { status: 416 }));
    expect(await saveFile(file, path)).toMatchObject({ bytes: SIZE, sha256: sha256(store.content) });
  });

  it("doesn't change the finished file if the process was killed just after naming it", async () => {
    const part = await cutAfter(12_345);
    await link(part, path);
    store.service.everyFile = () => new Response("no", { status: 503 });
    await expect(saveFile(file, path)).rejects.toMatchObject({ code: "NO_FILE" });
    expect((await readFile(path)).length).toBe(12_345);
    await rm(path);
    store.service.everyFile = undefined;
    store.asked.length = 0;
    await expectWhole(null);
  });

  it("drops bytes beyond its note", async () => {
    const part = await cutAfter(12_345);
    await writeFile(part, `${await readFile(part)}and more`);
    await expectWhole("bytes=12345-");
  });

  it.each(["", "{", '{"bytes":-1}', '{"bytes":5,"validator":7}'])("restarts with the note %j", async (note) => {
    const part = await cutAfter(12_345);
    await writeFile(`${part}.json`, note);
    await expectWhole(null);
  });

  it("doesn't take over the part of a running process or of another task", async () => {
    const part = await cutAfter(12_345);
    // The parent process is running, and doesn't write here.
    const [stem] = part.split(".left-");
    const owned = `${stem}.${sha256(new TextEncoder().encode((await import("node:os")).hostname())).slice(0, 4)}-${process.ppid}-aaaaaa.part`;
    await rename(part, owned);
    await rename(`${part}.json`, `${owned}.json`);
    await saveFile(file, path);
    expect(await parts()).toHaveLength(2);
    expect(store.asked).toEqual([[null, null]]);
  });

  it("lets only one of two downloads take over a part", async () => {
    await cutAfter(12_345);
    const saved = await Promise.all([saveFile(file, path), saveFile(file, path)]);
    expect(saved.map((one) => one.sha256)).toEqual([sha256(store.content), sha256(store.content)]);
    expect(store.asked.map(([range]) => range).sort()).toEqual(["bytes=12345-", null]);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });

  it("leaves nothing behind after a final failure", async () => {
    store.service.everyFile = () => new Response("<html>", { headers: { "content-type": "text/html" } });
    await expect(saveFile(file, path)).rejects.toMatchObject({ name: "CorruptFileError" });
    expect(await readdir(folder)).toEqual([]);
  });
});
