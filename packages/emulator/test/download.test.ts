import { expect, test } from "vitest";
import { DAY, tasksIn, testCloud } from "./helpers.ts";

const query = { action: "reports_detail", language: "en", ...DAY };

test("a link returns the file, with a name that the service chooses", async () => {
  const { cloud, link } = await testCloud();
  const response = await cloud.fetch(await link(query));
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-length": String(bytes.length),
    "content-disposition": 'attachment; filename="cdn_reports_detail_20261107-20261108_149751000000.csv"',
    "accept-ranges": "bytes",
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    "x-request-id": expect.any(String),
  });
  expect(new TextDecoder().decode(bytes)).toMatch(/^Time \(GMT\+8\),Traffic \(Byte\)/);
});

test("HEAD returns the same headers without the file", async () => {
  const { cloud, link } = await testCloud();
  const url = await link(query);
  const [got, head] = [await cloud.fetch(url), await cloud.fetch(url, { method: "HEAD" })];
  for (const name of ["content-length", "etag", "content-type"])
    expect(head.headers.get(name)).toBe(got.headers.get(name));
  expect(await head.text()).toBe("");
});

test("the parts of a file add up to the file", async () => {
  const { cloud, link } = await testCloud();
  const url = await link(query);
  const whole = await (await cloud.fetch(url)).text();
  const part = async (range: string) => {
    const response = await cloud.fetch(url, { headers: { range } });
    return { status: response.status, range: response.headers.get("content-range"), text: await response.text() };
  };
  expect(await part("bytes=0-99")).toEqual({
    status: 206,
    range: `bytes 0-99/${whole.length}`,
    text: whole.slice(0, 100),
  });
  expect((await part("bytes=100-")).text).toBe(whole.slice(100));
  expect((await part("bytes=-7")).text).toBe(whole.slice(-7));
  expect((await part("bytes=5-999999999")).text).toBe(whole.slice(5));
  expect(await part("bytes=-999999999")).toEqual({
    status: 206,
    range: `bytes 0-${whole.length - 1}/${whole.length}`,
    text: whole,
  });
  for (const odd of ["bytes=0-1,3-4", "bytes=9-3", "lines=1-2", "bytes=-"]) expect((await part(odd)).status).toBe(200);
  for (const none of [`bytes=${whole.length}-`, "bytes=-0"]) {
    expect(await part(none)).toEqual({ status: 416, range: `bytes */${whole.length}`, text: "" });
  }
});

test("If-Range returns a part only if the file is unchanged", async () => {
  const { cloud, link } = await testCloud();
  const url = await link(query);
  const { headers } = await cloud.fetch(url, { method: "HEAD" });
  const status = async (ifRange: string) =>
    (await cloud.fetch(url, { headers: { range: "bytes=1-2", "if-range": ifRange } })).status;
  expect(await status(headers.get("etag") ?? "")).toBe(206);
  expect(await status(headers.get("last-modified") ?? "")).toBe(206);
  expect(await status('"another"')).toBe(200);
});

test.each([
  ["in process", false],
  ["over HTTP", 0],
] as const)("a file that the caller has already isn't sent again, %s", async (_, port) => {
  const { cloud, link } = await testCloud({ port });
  const url = await link(query);
  const send: typeof fetch = port === false ? cloud.fetch : fetch;
  const { headers } = await send(url, { method: "HEAD" });
  const etag = headers.get("etag") ?? "";
  const modified = headers.get("last-modified") ?? "";
  const before = new Date(Date.parse(modified) - 1000).toUTCString();
  const status = async (conditions: Record<string, string>, method = "GET") => {
    const response = await send(url, { method, headers: conditions });
    const body = await response.text();
    if (response.status === 304) expect([body, response.headers.get("etag")]).toEqual(["", etag]);
    return response.status;
  };

  for (const tags of [etag, `W/${etag}`, `"another", ${etag}`, "*"])
    expect(await status({ "if-none-match": tags }), tags).toBe(304);
  expect(await status({ "if-none-match": etag }, "HEAD")).toBe(304);
  expect(await status({ "if-none-match": '"another"' })).toBe(200);
  expect(await status({ "if-modified-since": modified })).toBe(304);
  expect(await status({ "if-modified-since": before })).toBe(200);
  expect(await status({ "if-modified-since": "some day" })).toBe(200);
  // If both are sent, the ETag decides.
  expect(await status({ "if-none-match": '"another"', "if-modified-since": modified })).toBe(200);
  expect(await status({ "if-none-match": etag, "if-modified-since": before })).toBe(304);
});

test("a link expires, and a list call renews it", async () => {
  const { cloud, clock, link, list } = await testCloud({ linkLifeMs: 1000 });
  const url = await link(query);
  expect((await cloud.fetch(url)).status).toBe(200);
  clock.advance(1000);
  const expired = await cloud.fetch(url);
  expect(expired.status).toBe(403);
  expect(await expired.text()).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
  const [task] = tasksIn(await list());
  expect((await cloud.fetch(task?.download_link ?? "")).status).toBe(200);
});

test.each(["authorization", "x-auth-token", "x-security-token"])(
  "a download that carries %s is refused",
  async (name) => {
    const { cloud, link } = await testCloud();
    const response = await cloud.fetch(await link(query), { headers: { [name]: "a secret" } });
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain(`don't send ${name} to it`);
    expect(text).not.toContain("a secret");
  },
);

test("leaked credentials can be ignored", async () => {
  const { cloud, link } = await testCloud({ leakedCredentials: "ignore" });
  expect((await cloud.fetch(await link(query), { headers: { authorization: "x" } })).status).toBe(200);
});

test("a changed link doesn't work", async () => {
  const { cloud, link } = await testCloud();
  const url = await link(query);
  const status = async (changed: string, method = "GET") => (await cloud.fetch(changed, { method })).status;
  expect(await status(url.replace(/Expires=\d/, "Expires=9"))).toBe(403);
  expect(await status(url.slice(0, -1))).toBe(403);
  expect(await status(url.replace(/\?.*/, ""))).toBe(403);
  expect(await status(`${url}&Expires=9`)).toBe(403);
  expect(await status(url.replace(/[0-9a-f]{32}/, "f".repeat(32)))).toBe(403);
  expect(await status(`${cloud.url}/downloads/..%2f..%2fetc%2fpasswd`)).toBe(404);
  expect(await status(url, "POST")).toBe(405);
});

test("a link that doesn't work uses up no fault", async () => {
  const { cloud } = await testCloud();
  cloud.faults.push({ at: "download", what: "html" });
  expect((await cloud.fetch(`${cloud.url}/downloads/1`)).status).toBe(404);
  expect(cloud.faults.pending).toHaveLength(1);
});

test("a link starts with publicUrl", async () => {
  const { link } = await testCloud({ publicUrl: "https://cloud.example.com/" });
  expect(await link(query)).toMatch(/^https:\/\/cloud\.example\.com\/downloads\//);
});

test("the same query returns the same bytes and ETag, and another seed returns others", async () => {
  const fetched = async (seed: number) => {
    const { cloud, link } = await testCloud({ seed });
    const response = await cloud.fetch(await link(query));
    return [response.headers.get("etag"), await response.text()];
  };
  expect(await fetched(1)).toEqual(await fetched(1));
  const [etag, text] = await fetched(2);
  expect(await fetched(1)).not.toContain(etag);
  expect(await fetched(1)).not.toContain(text);
});

test("CSV can start with a byte order mark and end lines with a bare newline", async () => {
  const { cloud, link } = await testCloud({ csvBom: true, csvNewline: "\n" });
  const bytes = new Uint8Array(await (await cloud.fetch(await link(query))).arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes).not.toContain(0x0d);
});

test("a download stops when the caller aborts it", async () => {
  const { cloud, link } = await testCloud();
  const url = await link({ action: "isp_detail", ...DAY, group_by: "domain" });
  const stop = new AbortController();
  const response = await cloud.fetch(url, { signal: stop.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  stop.abort();
  await expect(
    (async () => {
      while (!(await reader?.read())?.done);
    })(),
  ).rejects.toThrow("aborted");
});
