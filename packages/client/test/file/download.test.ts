import { inspect } from "node:util";
import { fileType } from "@cdn-export/api/bytes";
import { CSV, fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MAX_REDIRECTS, MAX_TRIES } from "../../src/base/constants.ts";
import { createExportClient, type ExportQuery } from "../../src/index.ts";

const QUERY: ExportQuery = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" };
const bytes = (...values: number[]) => new Uint8Array(values);

async function exported() {
  const service = fakeService();
  return { service, file: await createExportClient(service.options).exportStatistics(QUERY) };
}
const downloads = (service: ReturnType<typeof fakeService>) =>
  service.seen.filter(({ url }) => url.host === "files.test").length;

describe("a file", () => {
  it("isn't downloaded until it is read", async () => {
    const { service, file } = await exported();
    const stream = file.stream();
    expect(downloads(service)).toBe(0);
    expect(await new Response(stream).text()).toBe(CSV);
    expect(downloads(service)).toBe(1);
  });

  it("doesn't show its download link", async () => {
    const { file } = await exported();
    expect(JSON.stringify(file)).not.toContain("files.test");
  });

  it("is complete even if its chunks are tiny", async () => {
    const { service, file } = await exported();
    const body = new ReadableStream({
      start(controller) {
        for (const byte of new TextEncoder().encode(CSV.repeat(5))) controller.enqueue(bytes(byte));
        controller.close();
      },
    });
    service.fileReplies.push(new Response(body));
    expect(new TextDecoder().decode(await file.bytes())).toBe(CSV.repeat(5));
  });

  it.each([
    ["is shorter than its length", "100", "TRUNCATED"],
    ["is longer than its length", "10", "TOO_LONG"],
  ])("that %s fails with CorruptFileError", async (_, length, code) => {
    const { service, file } = await exported();
    service.everyFile = () => new Response(CSV, { headers: { "content-length": length } });
    await expect(file.bytes()).rejects.toMatchObject({ name: "CorruptFileError", code });
  });

  it.each([
    ["nothing", () => new Response("")],
    ["empty, with a length of 0", () => new Response("", { headers: { "content-length": "0", etag: '"one"' } })],
    ["an error in JSON", () => new Response('{"error":{"error_code":"CDN.0000"}}')],
    [
      "HTML by its content type",
      () => new Response("a,b\n", { headers: { "content-type": "text/html; charset=utf-8" } }),
    ],
    ["HTML by its content", () => new Response("\n <!DOCTYPE html><html>sorry</html>")],
    [
      "an error of object storage",
      () => new Response("<AccessDenied/>", { headers: { "content-type": "application/xml" } }),
    ],
    ["a part that wasn't requested", () => new Response("a,b\n", { status: 206 })],
    ["no content", () => new Response(null, { status: 204 })],
  ])("that is %s is requested again, then fails with CorruptFileError, and passes on no bytes", async (_, reply) => {
    const { service, file } = await exported();
    service.fileReplies.push(reply());
    expect(new TextDecoder().decode(await file.bytes())).toBe(CSV);
    service.everyFile = reply;
    const reader = file.stream().getReader();
    await expect(reader.read()).rejects.toMatchObject({ name: "CorruptFileError" });
    expect(downloads(service)).toBe(2 + MAX_TRIES);
  });

  it("can have any content type of a file", async () => {
    const { service, file } = await exported();
    for (const type of [
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/octet-stream",
      "text/plain",
    ]) {
      service.fileReplies.push(new Response(CSV, { headers: { "content-type": type } }));
      expect((await file.bytes()).length).toBe(CSV.length);
    }
  });

  it.each(["data:text/csv,a", "ftp://files.test/a", "//files.test/a", "https://user:not-a-secret@files.test/a"])(
    "isn't fetched from the link %s, and the error doesn't repeat the link",
    async (download_link) => {
      const service = fakeService();
      const cdn = createExportClient(service.options);
      const job = cdn.start(QUERY);
      await job.submitted();
      Object.assign(service.tasks[0] ?? {}, { status: "success", download_link });
      const error = await (await job.result()).bytes().catch((reason) => reason);
      expect(error).toMatchObject({ name: "CorruptFileError", code: "BAD_LINK" });
      expect(inspect(error)).not.toContain("files.test");
    },
  );

  it("is fetched again after temporary errors of object storage", async () => {
    const { service, file } = await exported();
    service.fileReplies.push(new TypeError("fetch failed"), new Response("busy", { status: 503 }));
    expect(new TextDecoder().decode(await file.bytes())).toBe(CSV);
  });

  it("is fetched from a new link when the first one has expired", async () => {
    const { service, file } = await exported();
    service.fileReplies.push(new Response("expired", { status: 403 }));
    Object.assign(service.tasks[0] ?? {}, { download_link: "https://files.test/renewed" });
    await file.bytes();
    expect(service.seen.at(-1)?.url.pathname).toBe("/renewed");
  });

  it("fails with LinkExpiredError when the new link doesn't work either", async () => {
    const { service, file } = await exported();
    service.everyFile = () => new Response("expired", { status: 403 });
    await expect(file.bytes()).rejects.toMatchObject({ name: "LinkExpiredError", status: 403 });
  });

  const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

  it("follows a redirect on the same host", async () => {
    const { service, file } = await exported();
    service.fileReplies.push(redirect("/elsewhere"), redirect("https://files.test/there"));
    expect(new TextDecoder().decode(await file.bytes())).toBe(CSV);
    expect(service.seen.at(-1)?.url.pathname).toBe("/there");
  });

  it.each(["https://elsewhere.test/", "http://files.test/", "//elsewhere.test/", "data:text/csv,a", "http:::"])(
    "doesn't follow a redirect to %j",
    async (location) => {
      const { service, file } = await exported();
      const seen = downloads(service);
      service.fileReplies.push(redirect(location), redirect(location));
      await expect(file.bytes()).rejects.toMatchObject({ name: "CorruptFileError" });
      expect(downloads(service)).toBeLessThanOrEqual(seen + 2);
      expect(service.seen.map(({ url }) => url.origin)).not.toContain("http://files.test");
      expect(service.seen.map(({ url }) => url.host)).not.toContain("elsewhere.test");
    },
  );

  it("follows a redirect to another host when followRedirect returns true", async () => {
    const service = fakeService();
    const asked: string[] = [];
    const cdn = createExportClient({
      ...service.options,
      followRedirect: (from, to) => asked.push(`${from.host} ${to.host}`) === 1,
    });
    const file = await cdn.exportStatistics(QUERY);
    service.fileReplies.push(redirect("http://files.test/plain"), redirect("https://files.test/"));
    await expect(file.bytes()).rejects.toMatchObject({ code: "REDIRECTED" });
    expect(service.seen.at(-1)?.url.href).toBe("http://files.test/plain");
    expect(asked).toEqual(["files.test files.test", "files.test files.test"]);
  });

  it("doesn't follow a redirect when followRedirect returns a promise", async () => {
    const service = fakeService();
    const followRedirect = (async () => false) as unknown as () => boolean;
    const file = await createExportClient({ ...service.options, followRedirect }).exportStatistics(QUERY);
    service.fileReplies.push(redirect("https://elsewhere.test/"));
    await expect(file.bytes()).rejects.toMatchObject({ code: "REDIRECTED" });
  });

  it("fails after too many redirects", async () => {
    const { service, file } = await exported();
    service.everyFile = () => redirect("/again");
    await expect(file.bytes()).rejects.toMatchObject({ code: "NO_FILE", status: 302 });
    expect(downloads(service)).toBe(MAX_TRIES * (1 + MAX_REDIRECTS));
  });

  it("whose connection breaks fails with ConnectionError if it has no ETag to resume with", async () => {
    const { service, file } = await exported();
    let pulls = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(new TextEncoder().encode(CSV.repeat(20)));
        else controller.error(new TypeError("terminated"));
      },
    });
    service.fileReplies.push(new Response(body));
    const reader = file.stream().getReader();
    await reader.read();
    await expect(reader.read()).rejects.toMatchObject({ name: "ConnectionError" });
  });

  it("drops its connection when its stream is cancelled", async () => {
    const { service, file } = await exported();
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000).fill(65)),
      cancel() {
        cancelled = true;
      },
    });
    service.fileReplies.push(new Response(body));
    const reader = file.stream().getReader();
    await reader.read();
    await reader.cancel();
    expect(cancelled).toBe(true);
  });
});

describe("a closed download", () => {
  it("drops its connection, even while it is being opened or before it is read", async () => {
    const service = fakeService();
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (!String(input).startsWith("https://files.test")) return service.fetch(input, init);
      // The first request hangs.
      return signals.push(init?.signal) === 1 ? new Promise(() => {}) : service.fetch(input, init);
    };
    const file = await createExportClient({ ...service.options, fetch }).exportStatistics(QUERY);
    const reader = file.stream().getReader();
    const read = reader.read();
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    await reader.cancel();
    await read;
    await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true));

    let cancelled = 0;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000).fill(65)),
      cancel() {
        cancelled++;
      },
    });
    service.fileReplies.push(new Response(body));
    (await file.open()).close();
    await vi.waitFor(() => expect(cancelled).toBe(1));
  });
});

describe("a stalled download", () => {
  afterEach(() => vi.useRealTimers());

  it.each([
    ["before", () => new Promise<Response>(() => {})],
    ["within", async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }))],
  ])("ends after stallTimeout, %s the first byte", async (_, answer) => {
    const service = fakeService();
    const fetch = (async (input, init) =>
      String(input).startsWith("https://files.test")
        ? answer()
        : service.fetch(input, init)) as typeof globalThis.fetch;
    const file = await createExportClient({ ...service.options, fetch, stallTimeout: 5000 }).exportStatistics(QUERY);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    let error: unknown;
    file.bytes().catch((reason) => {
      error = reason;
    });
    let passed = 0;
    for (; !error; passed += 500) await vi.advanceTimersByTimeAsync(500);
    expect(error).toMatchObject({ name: "TimeoutError", message: expect.stringContaining("stalled for 5 s") });
    // Each try has that time. A check every half second may notice it a little later.
    expect(passed).toBeGreaterThanOrEqual(MAX_TRIES * 5000);
    expect(passed).toBeLessThan(MAX_TRIES * 7000);
  });
});

describe("fileType", () => {
  const zip = (name: string) =>
    new Uint8Array([0x50, 0x4b, 3, 4, ...new Uint8Array(26), ...new TextEncoder().encode(name)]);

  it.each([
    ["xlsx", zip("[Content_Types].xml")],
    ["xlsx", zip("xl/workbook.xml")],
    ["zip", zip("2026-11-01.csv")],
    ["zip", bytes(0x50)],
    ["gz", bytes(0x1f, 0x8b, 8)],
    ["csv", new TextEncoder().encode("\uFEFF时间,流量\n")],
    ["csv", new TextEncoder().encode("url,requests\n")],
    ["empty", bytes()],
    ["html", new TextEncoder().encode(`${"\n".repeat(100)}<!-- proxy --><title>sorry`)],
    ["json", new TextEncoder().encode('{"error":{"error_code":"CDN.0000"}}')],
    ["json", new TextEncoder().encode('[{"error_code":"CDN.0000"}]')],
    ["html", new TextEncoder().encode("\r\n<HTML>")],
    ["html", new TextEncoder().encode('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')],
    ["html", new Uint8Array([0xff, 0xfe, ...Buffer.from("\r\n<html>", "utf16le")])],
    ["html", new Uint8Array([0xfe, 0xff, ...Buffer.from("<html>", "utf16le").swap16()])],
    ["csv", new Uint8Array([0xff, 0xfe, ...Buffer.from("url,requests", "utf16le")])],
    ["csv", new TextEncoder().encode("URL,User-Agent\n/a,\v\u0000\u001B\n")],
    ["unknown", bytes(0, 1, 2)],
    ["unknown", bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d)],
  ])("recognizes %s by its first bytes", (type, content) => {
    expect(fileType(content)).toBe(type);
  });
});
