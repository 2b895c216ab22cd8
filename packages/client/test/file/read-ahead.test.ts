import { fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createExportClient, type ExportFile } from "../../src/index.ts";

const CHUNK = 10_000;
const KB = 1000;
const MB = 1000 * KB;
const KEEP_ALIVE = { connection: "keep-alive" };
const CLOSE = { connection: "close" };

interface Given {
  status?: number;
  /** The error of the body after its last byte. */
  end?: Error;
}

/** A file whose body counts the bytes that were read from it. */
async function fileOf(size: number, headers: Record<string, string>, { status = 200, end }: Given = {}) {
  const service = fakeService();
  const file = await createExportClient(service.options).exportStatistics({
    action: "uv",
    domains: "all",
    from: "2026-11-20",
    to: "2026-11-21",
  });
  const seen = { taken: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const bytes = Math.min(CHUNK, size - seen.taken);
        seen.taken += bytes;
        if (bytes > 0) controller.enqueue(new Uint8Array(bytes).fill(97));
        else if (end) controller.error(end);
        else controller.close();
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  service.fileReplies.push(new Response(body, { status, headers }));
  return { file, seen };
}

const settled = () => new Promise(setImmediate);

async function readAll({ chunks }: Awaited<ReturnType<ExportFile["open"]>>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

describe("an open download", () => {
  it("reads its body before the consumer does", async () => {
    const { file, seen } = await fileOf(100 * KB, { "content-length": `${100 * KB}` });
    const download = await file.open();
    await settled();
    expect(seen.taken).toBe(100 * KB);
    expect(await readAll(download)).toBe(100 * KB);
  });

  it.each([
    ["a length", { "content-length": `${50 * MB}`, ...KEEP_ALIVE }, 600 * KB],
    ["chunks", { "transfer-encoding": "chunked" }, 300 * KB],
    ["a length on a connection that closes", { "content-length": `${50 * MB}`, ...CLOSE }, 9 * MB],
    ["chunks on a connection that closes", { "transfer-encoding": "chunked", ...CLOSE }, 9 * MB],
    ["the end of the connection as its end", {}, 9 * MB],
  ])("buffers a limited number of bytes of a body with %s", async (_, headers, most) => {
    const { file, seen } = await fileOf(50 * MB, headers);
    const download = await file.open();
    let read = 0;
    for await (const chunk of download.chunks) {
      read += chunk.length;
      await settled();
      expect(seen.taken - read).toBeLessThanOrEqual(most);
    }
    expect(read).toBe(50 * MB);
  });

  it("reads the end of a body without a pause", async () => {
    const { file, seen } = await fileOf(2 * MB, { "content-length": `${2 * MB}`, ...KEEP_ALIVE });
    const { chunks } = await file.open();
    let read = 0;
    for await (const chunk of chunks) {
      read += chunk.length;
      await settled();
      // Less than undici buffers.
      const left = 2 * MB - seen.taken;
      expect(left === 0 || left > 192 << 10).toBe(true);
    }
    expect(read).toBe(2 * MB);
  });

  it("passes on the bytes that arrived before a connection was cut", async () => {
    const { file } = await fileOf(100 * KB, { "content-length": `${200 * KB}` }, { end: new TypeError("terminated") });
    const { chunks } = await file.open();
    await settled();
    let read = 0;
    const rest = async () => {
      for await (const chunk of chunks) read += chunk.length;
    };
    await expect(rest()).rejects.toMatchObject({ name: "ConnectionError" });
    expect(read).toBe(100 * KB);
  });

  it("doesn't end the process when it fails unread", async () => {
    const { file } = await fileOf(0, {}, { end: new TypeError("terminated") });
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const download = await file.open();
    await settled();
    download.close();
    await settled();
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("drops its connection when it is closed", async () => {
    const { file, seen } = await fileOf(50 * MB, {});
    const download = await file.open();
    await settled();
    download.close();
    await settled();
    expect(seen.cancelled).toBe(true);
    await expect(download.chunks.next()).rejects.toMatchObject({ name: "AbortError" });
  });

  it("drops the connection of a part that it can't use", async () => {
    const headers = { "content-range": "bytes 7-9/10", etag: '"one"' };
    const { file, seen } = await fileOf(50 * MB, headers, { status: 206 });
    expect((await file.open({ bytes: 5, validator: '"one"' })).start).toBe(0);
    expect(seen.cancelled).toBe(true);
  });
});

describe("a download that isn't read for a while", () => {
  afterEach(() => vi.useRealTimers());

  it("doesn't end after stallTimeout", async () => {
    const service = fakeService();
    const file = await createExportClient({ ...service.options, stallTimeout: 5000 }).exportStatistics({
      action: "uv",
      domains: "all",
      from: "2026-11-20",
      to: "2026-11-21",
    });
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given;
        controller.enqueue(new Uint8Array(CHUNK).fill(97));
      },
    });
    service.fileReplies.push(new Response(body));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    const { chunks } = await file.open();
    expect((await chunks.next()).value?.length).toBe(CHUNK);
    await vi.advanceTimersByTimeAsync(60_000);
    controller?.enqueue(new Uint8Array(CHUNK).fill(97));
    controller?.close();
    expect((await chunks.next()).value?.length).toBe(CHUNK);
    expect((await chunks.next()).done).toBe(true);
  });
});
