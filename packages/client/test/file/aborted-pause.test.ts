// Aborts between two attempts of a download. The pause rejects with the signal's reason, which can be any value.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CdnExportError, createExportClient, type ExportFile } from "../../src/index.ts";
import { saveFile } from "../../src/node.ts";
import { createStore, type Store } from "../store.ts";

const SIZE = 50_000;
const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;

let store: Store;
let stop: AbortController;
let file: ExportFile;
/** The same file, without the signal. */
let fileAgain: () => Promise<ExportFile>;
/** Called at the start of each pause. */
let onPause: (() => void) | undefined;
/** Called by each list request, which then gets no response. */
let onList: (() => void) | undefined;

beforeEach(async () => {
  store = createStore(SIZE);
  stop = new AbortController();
  onPause = undefined;
  onList = undefined;
  const { options, runtime } = store.service;
  const cdn = createExportClient({
    ...options,
    fetch: (input, init) => {
      if (!onList || String(input).startsWith("https://files.test")) return store.fetch(input, init);
      onList();
      return new Promise(() => {});
    },
    runtime: {
      ...runtime,
      sleep: (ms, signal) => {
        onPause?.();
        return runtime.sleep(ms, signal);
      },
    },
  });
  const job = cdn.start(QUERY, { signal: stop.signal });
  file = await job.result();
  fileAgain = () => cdn.restore(job.toJSON()).result();
});

const expired = () => new Response("expired", { status: 403 });
const busy = () => new Response("busy", { status: 503 });

describe("an abort during a pause", () => {
  describe.each<[string, () => void]>([
    ["after a failed attempt", () => store.service.fileReplies.push(busy())],
    ["after a cut connection", () => store.cuts.push(10_000)],
    ["after a cut connection that can't resume", () => Object.assign(store, { cuts: [10_000], etag: undefined })],
    ["between two renewals of the link", () => store.service.fileReplies.push(expired(), expired())],
    [
      "while the link is being renewed",
      () => {
        store.service.fileReplies.push(expired());
        store.service.listReplies.push(busy());
      },
    ],
  ])("%s", (_, fail) => {
    it.each([
      ["a DOMException", undefined],
      ["a string", "enough"],
      ["an error of the caller", new RangeError("enough")],
    ])("ends the download with an AbortedError whose cause is %s", async (_, reason) => {
      fail();
      onPause = () => stop.abort(reason);
      const error = await file.bytes().catch((thrown) => thrown);
      expect(error).toMatchObject({ name: "AbortError", code: "ABORTED", message: "The download was aborted" });
      expect(error).toBeInstanceOf(CdnExportError);
      expect(error.cause).toBe(stop.signal.reason);
    });
  });

  it("ends the download with the signal's reason if that is a CdnExportError", async () => {
    store.cuts.push(10_000);
    const reason = new CdnExportError("STOPPED", "Another download failed");
    onPause = () => stop.abort(reason);
    await expect(file.bytes()).rejects.toBe(reason);
  });

  it("ends a stream", async () => {
    store.cuts.push(10_000);
    onPause = () => stop.abort();
    const read = new Response(file.stream()).arrayBuffer();
    await expect(read).rejects.toMatchObject({ name: "AbortError", code: "ABORTED" });
  });
});

it("a closed download doesn't wait for a new link", async () => {
  store.cuts.push(10_000);
  const download = await file.open();
  await download.chunks.next();
  store.service.fileReplies.push(expired());
  onList = () => download.close();
  const rest = async () => {
    for await (const _ of download.chunks);
  };
  await expect(rest()).rejects.toMatchObject({ name: "AbortError", message: "The download was closed" });
});

describe("saveFile", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "aborted-"));
    path = join(folder, "visitors.csv");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ["a DOMException", undefined],
    ["a string", "enough"],
    ["a CdnExportError", new CdnExportError("STOPPED", "Another download failed")],
  ])("keeps its bytes when a pause is aborted with %s, and resumes after them", async (_, reason) => {
    store.cuts.push(12_345);
    onPause = () => stop.abort(reason);
    await expect(saveFile(file, path)).rejects.toBeInstanceOf(CdnExportError);
    expect((await readdir(folder)).filter((name) => /\.part(\.json)?$/.test(name))).toHaveLength(2);

    onPause = undefined;
    store.asked.length = 0;
    expect(await saveFile(await fileAgain(), path)).toMatchObject({ path, bytes: SIZE });
    expect(store.asked).toEqual([["bytes=12345-", '"one"']]);
    expect(new Uint8Array(await readFile(path))).toEqual(store.content);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });
});
