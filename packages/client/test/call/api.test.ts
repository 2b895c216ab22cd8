import { fakeService, json, refused, reset } from "@cdn-export/test-support/fake-service";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createExportClient, type ExportClient } from "../../src/index.ts";

const PATH = "/v1/cdn/statistics/export-tasks";

function setUp(options = {}) {
  const service = fakeService();
  return { service, api: createExportClient({ ...service.options, ...options }).api };
}

describe("the typed API", () => {
  it("returns the data of a successful call", async () => {
    const { service, api } = setUp();
    service.add({});
    const { data, error, response } = await api.GET(PATH, { params: { query: { limit: 10 } } });
    expect([data?.data?.length, error, response.status]).toEqual([1, undefined, 200]);
    expect(service.seen[0]?.url.search).toBe("?limit=10");
  });

  it("reports an error with HTTP 200 in `error`, and doesn't change the response's status", async () => {
    const { service, api } = setUp();
    service.listReplies.push(refused("CDN.0001"));
    const { data, error, response } = await api.GET(PATH);
    expect(data).toBeUndefined();
    expect(error).toEqual({ error: { error_code: "CDN.0001", error_msg: "no" } });
    expect([response.ok, response.status]).toEqual([false, 200]);
  });

  it("treats an empty, a missing and an unknown JSON body of a create call as success", async () => {
    for (const reply of [
      undefined,
      new Response(null, { status: 204 }),
      new Response(""),
      json({}),
      json({ some: "thing" }),
    ]) {
      const { service, api } = setUp();
      service.createReplies.push(reply);
      const { error, response } = await api.POST(PATH, { body: { action: "uv" } });
      expect([error, response.ok]).toEqual([undefined, true]);
    }
  });

  it("sends exactly the bytes that it signed, and doesn't follow redirects", async () => {
    const redirects: (RequestRedirect | undefined)[] = [];
    const service = fakeService();
    const { api } = createExportClient({
      ...service.options,
      fetch: (input, init) => {
        redirects.push(init?.redirect);
        return service.fetch(input, init);
      },
    });
    await api.POST(PATH, { body: { domain_name: "例子.测试" } });
    expect(service.seen[0]?.body).toBe('{"domain_name":"例子.测试"}');
    expect(redirects).toEqual(["manual"]);
  });

  it("rejects with a ConnectionError when there is no response", async () => {
    const { service, api } = setUp();
    service.listReplies.push(reset());
    await expect(api.GET(PATH)).rejects.toMatchObject({
      name: "ConnectionError",
      message: expect.stringContaining("ECONNRESET"),
    });
  });

  it("is aborted by the caller's signal, whose reason is the cause", async () => {
    const { api } = setUp();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(api.GET(PATH, { signal })).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
  });

  it("returns a response that can be read in every way, and more than once", async () => {
    const { api, service } = setUp();
    const list = { total: 0, data: [] };
    service.listReplies.push(...Array.from({ length: 3 }, () => json(list, 200, { "content-length": "21" })));
    const { data, response } = await api.GET(PATH);
    expect(data).toEqual(list);
    expect(await response.clone().json()).toEqual(list);
    expect(await response.text()).toBe(JSON.stringify(list));
    expect(response.clone().headers.get("content-type")).toBe("application/json");
    expect(await new Response(response.body).json()).toEqual(list);
    expect((await api.GET(PATH, { parseAs: "blob" })).data?.size).toBe(21);
    expect((await api.GET(PATH, { parseAs: "arrayBuffer" })).data?.byteLength).toBe(21);
  });
});

describe("a body", () => {
  const get = async (body: BodyInit, type: string, parseAs?: "text" | "arrayBuffer") => {
    const { api, service } = setUp();
    service.listReplies.push(new Response(body, { headers: { "content-type": type } }));
    const { data } = await api.GET(PATH, { ...(parseAs && { parseAs }) });
    return data as unknown;
  };

  it("keeps every digit of whole numbers: those that a number can't hold are strings", async () => {
    const json =
      '{"a":9007199254740991,"b":9007199254740993,"c":[-12345678901234567890, 1],"d":"x: 12345678901234567890, \\"1\\"","e":1.2345678901234567890,"f":{"g":12345678901234567890\n}}';
    expect(await get(json, "application/json")).toEqual({
      a: 9007199254740991,
      b: "9007199254740993",
      c: ["-12345678901234567890", 1],
      d: 'x: 12345678901234567890, "1"',
      e: 1.2345678901234567,
      f: { g: "12345678901234567890" },
    });
  });

  it("that isn't JSON arrives unchanged, as text and as bytes", async () => {
    const csv = "id,name\n12345678901234567890,a\n";
    expect(await get(csv, "text/csv", "text")).toBe(csv);
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(new Uint8Array((await get(bytes, "application/octet-stream", "arrayBuffer")) as ArrayBuffer)).toEqual(bytes);
  });
});

describe("a call without a response", () => {
  afterEach(() => vi.useRealTimers());

  it("ends after callTimeout", async () => {
    vi.useFakeTimers();
    const service = fakeService();
    const { api } = createExportClient({
      ...service.options,
      callTimeout: 5000,
      fetch: (_, init) =>
        new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason))),
    });
    const call = expect(api.GET(PATH)).rejects.toMatchObject({
      name: "TimeoutError",
      message: expect.stringContaining("within 5 s"),
    });
    await vi.advanceTimersByTimeAsync(5000);
    await call;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the factory", () => {
  const credentials = { ak: "FAKEAK", sk: "not-a-secret" };

  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  /** The base URL that a client calls. */
  async function baseOf(create: (fetch: typeof globalThis.fetch) => ExportClient): Promise<string> {
    let base = "";
    const { api } = create(async (input) => {
      base = String(input).replace(PATH, "");
      return json({});
    });
    await api.GET(PATH);
    return base;
  }

  it.each([
    [undefined, "https://cdn.myhuaweicloud.com"],
    ["cn", "https://cdn.myhuaweicloud.com"],
    ["eu", "https://cdn.myhuaweicloud.eu"],
    [new URL("http://127.0.0.1:4010/"), "http://127.0.0.1:4010"],
    ["https://proxy.test/huawei/", "https://proxy.test/huawei"],
  ])("accepts the endpoint %s", async (endpoint, base) => {
    expect(await baseOf((fetch) => createExportClient({ credentials, fetch, ...(endpoint && { endpoint }) }))).toBe(
      base,
    );
  });

  it.each([
    ["http://127.0.0.1:4010", undefined, "http://127.0.0.1:4010"],
    ["eu", undefined, "https://cdn.myhuaweicloud.eu"],
    ["eu", "cn", "https://cdn.myhuaweicloud.com"],
    ["", undefined, "https://cdn.myhuaweicloud.com"],
  ])("with CDN_EXPORT_ENDPOINT=%s and the option %s calls %s", async (variable, endpoint, base) => {
    vi.stubEnv("CDN_EXPORT_ENDPOINT", variable);
    expect(await baseOf((fetch) => createExportClient({ credentials, fetch, ...(endpoint && { endpoint }) }))).toBe(
      base,
    );
  });

  it.each([undefined, {}])("works where `process` is %o", async (process) => {
    const base = await baseOf((fetch) => {
      vi.stubGlobal("process", process);
      const client = createExportClient({ credentials, fetch });
      vi.unstubAllGlobals();
      return client;
    });
    expect(base).toBe("https://cdn.myhuaweicloud.com");
  });

  it("rejects an invalid CDN_EXPORT_ENDPOINT", () => {
    vi.stubEnv("CDN_EXPORT_ENDPOINT", "us");
    expect(() => createExportClient({ credentials })).toThrow('The endpoint "us" is not a site');
  });

  it("rejects invalid endpoints and durations", () => {
    expect(() => createExportClient({ credentials, endpoint: "us" })).toThrow('The endpoint "us" is not a site');
    expect(() => createExportClient({ credentials, endpoint: "constructor" })).toThrow("is not a site");
    expect(() => createExportClient({ credentials, callTimeout: 0 })).toThrow("callTimeout must be");
    expect(() => createExportClient({ credentials, callTimeout: Number.NaN })).toThrow("callTimeout must be");
  });

  it("sends nothing until it is used", () => {
    const service = fakeService();
    createExportClient(service.options);
    expect(service.seen).toEqual([]);
  });
});
