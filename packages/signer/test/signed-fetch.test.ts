import { describe, expect, test } from "vitest";
import { createSignedFetch, refusedRequest, sign, verify } from "../src/index.ts";
import { credentials, receivedAt, requestOf, timeOf, vectors } from "./vectors.ts";

const url = "https://cdn.myhuaweicloud.com/v1/x";
const date = "20260131T235959Z";
const now = timeOf(date);

interface Call {
  url: string;
  init: RequestInit & { headers: Record<string, string> };
}

/** A fetch that records its calls. It returns the answers in order, and repeats the last one. */
function recorder(...answers: (() => Response)[]): { calls: Call[]; fetch: typeof fetch } {
  const calls: Call[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    calls.push({ url: String(input), init: init as Call["init"] });
    return (answers[Math.min(calls.length, answers.length) - 1] ?? (() => new Response("ok")))();
  };
  return { calls, fetch };
}

function only(calls: Call[]): Call {
  const [call, ...more] = calls;
  if (!call || more.length > 0) throw new Error(`${calls.length} calls instead of one`);
  return call;
}

async function verdictOf(call: Call, body = call.init.body as string | Uint8Array | undefined): Promise<boolean> {
  const received = receivedAt(call.url, call.init.method ?? "GET", call.init.headers, body);
  return (await verify(received, () => credentials, { now })).ok;
}

test.each(vectors)("signs the request that fetch sends: $id", async (vector) => {
  const { calls, fetch } = recorder();
  const { ak, sk, securityToken, date } = vector.request;
  const { url, ...init } = requestOf(vector);
  const signedFetch = createSignedFetch({ ak, sk, securityToken }, { fetch, now: () => timeOf(date) });
  await signedFetch(url, init as RequestInit);
  const call = only(calls);
  expect(call.init.headers.authorization).toBe(vector.expected.authorization);
  expect(call.init.method).toBe(vector.request.method.toUpperCase());
  expect(call.init.body ?? undefined).toEqual(init.body);
});

describe("input", () => {
  const forms: [string, () => [RequestInfo | URL, RequestInit?]][] = [
    ["a string", () => [url, { method: "post", body: "{}", headers: { "content-type": "application/json" } }]],
    ["a URL", () => [new URL(url), { method: "POST", body: "{}", headers: [["Content-Type", "application/json"]] }]],
    [
      "a Request",
      () => [new Request(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } })],
    ],
    [
      "a Request and init, which wins",
      () => [
        new Request(url, { method: "PUT", body: "old", headers: { "x-old": "1" } }),
        { method: "POST", body: "{}", headers: new Headers({ "content-type": "application/json" }) },
      ],
    ],
  ];
  test.each(forms)("%s is signed like the same call to sign", async (_, form) => {
    const { calls, fetch } = recorder();
    await createSignedFetch(credentials, { fetch, now: () => now })(...form());
    const call = only(calls);
    const request = { method: "POST", url, body: "{}", headers: { "content-type": "application/json" } };
    const expected = await sign(request, credentials, { date });
    expect(call.url).toBe(url);
    expect(call.init.method).toBe("POST");
    expect(call.init.headers.authorization).toBe(expected.headers.authorization);
    expect(await verdictOf(call)).toBe(true);
  });

  test("a Request's signal and members reach the underlying fetch, and its body is read once", async () => {
    const { calls, fetch } = recorder();
    const request = new Request(url, { method: "POST", body: "{}", cache: "no-store" });
    await createSignedFetch(credentials, { fetch })(request);
    expect(only(calls).init).toMatchObject({ signal: request.signal, cache: "no-store" });
    expect(request.bodyUsed).toBe(true);
  });

  test("other members of init are passed on", async () => {
    const { calls, fetch } = recorder();
    const { signal } = new AbortController();
    const init = { signal, dispatcher: "of undici" };
    await createSignedFetch(credentials, { fetch })(url, init);
    expect(only(calls).init).toMatchObject(init);
  });

  test("adds only the date and the signature", async () => {
    const { calls, fetch } = recorder();
    await createSignedFetch(credentials, { fetch })(url, { method: "POST", body: "text" });
    expect(Object.keys(only(calls).init.headers).sort()).toEqual(["authorization", "x-sdk-date"]);
  });

  test("a host header is ignored, because fetch sends the URL's", async () => {
    const { calls, fetch } = recorder();
    await createSignedFetch(credentials, { fetch, now: () => now })(url, { headers: { Host: "other.example" } });
    expect(only(calls).init.headers).not.toHaveProperty("host");
    expect(await verdictOf(only(calls))).toBe(true);
  });
});

describe("body", () => {
  const bytes = new Uint8Array([0, 1, 254, 255]);
  const kinds: [string, BodyInit, Uint8Array, string | undefined][] = [
    ["text", "é", new TextEncoder().encode("é"), undefined],
    ["bytes", bytes, bytes, undefined],
    ["a view of some bytes", bytes.subarray(1, 3), bytes.slice(1, 3), undefined],
    ["a DataView", new DataView(bytes.buffer, 1, 2), bytes.slice(1, 3), undefined],
    ["an ArrayBuffer", bytes.buffer, bytes, undefined],
    ["a Blob", new Blob([bytes], { type: "image/png" }), bytes, "image/png"],
    [
      "URLSearchParams",
      new URLSearchParams({ a: "b c" }),
      new TextEncoder().encode("a=b+c"),
      "application/x-www-form-urlencoded;charset=UTF-8",
    ],
  ];
  test.each(kinds)("%s is signed and sent with exactly its bytes", async (_, body, expected, contentType) => {
    const { calls, fetch } = recorder();
    await createSignedFetch(credentials, { fetch, now: () => now })(url, { method: "POST", body });
    const call = only(calls);
    const sent = new Uint8Array(await new Response(call.init.body).arrayBuffer());
    expect(sent).toEqual(expected);
    expect(call.init.headers["content-type"]).toBe(contentType);
    expect(await verdictOf(call, sent)).toBe(true);
  });

  test("FormData is sent with the boundary that is in its bytes", async () => {
    const { calls, fetch } = recorder();
    const body = new FormData();
    body.set("a", new Blob(["x"]), "a.txt");
    await createSignedFetch(credentials, { fetch, now: () => now })(url, { method: "POST", body });
    const call = only(calls);
    const boundary = call.init.headers["content-type"]?.split("boundary=")[1];
    expect(new TextDecoder().decode(call.init.body as Uint8Array<ArrayBuffer>)).toContain(`--${boundary}`);
    expect(await verdictOf(call)).toBe(true);
  });

  test("bytes are copied at the time of the call", async () => {
    const { calls, fetch } = recorder();
    const body = new Uint8Array([1, 2, 3]);
    const pending = createSignedFetch(credentials, { fetch, now: () => now })(url, { method: "POST", body });
    body.fill(0);
    await pending;
    expect(only(calls).init.body).toEqual(new Uint8Array([1, 2, 3]));
  });

  test("a stream is read to the end, and its bytes are sent", async () => {
    const { calls, fetch } = recorder();
    const init = { method: "POST", body: new Blob([bytes]).stream(), duplex: "half" };
    await createSignedFetch(credentials, { fetch, now: () => now })(url, init as RequestInit);
    expect(only(calls).init.body).toEqual(bytes);
    expect(await verdictOf(only(calls))).toBe(true);
  });

  test("an object as body is refused before sending", async () => {
    const { calls, fetch } = recorder();
    const body = { a: 1 } as unknown as BodyInit;
    const call = createSignedFetch(credentials, { fetch })(url, { method: "POST", body });
    await expect(call).rejects.toThrow(new TypeError("body is an object: stringify it"));
    expect(calls).toHaveLength(0);
  });

  test("null in init removes the body of a Request", async () => {
    const { calls, fetch } = recorder();
    const request = new Request(url, { method: "POST", body: "{}" });
    await createSignedFetch(credentials, { fetch, now: () => now })(request, { body: null });
    expect(only(calls).init.body).toBeNull();
    expect(await verdictOf(only(calls), undefined)).toBe(true);
  });
});

describe("redirects", () => {
  const request = (redirect: RequestRedirect): Request => new Request(url, { redirect });
  test.each<[string, RequestInfo, RequestInit | undefined, RequestRedirect]>([
    ["are left to the caller by default", url, undefined, "manual"],
    ["are followed if the caller says so", url, { redirect: "follow" }, "follow"],
    ["are errors if the caller says so", url, { redirect: "error" }, "error"],
    ["are left to the caller for a Request", request("follow"), undefined, "manual"],
    ["are errors for a Request that says so", request("error"), undefined, "error"],
    ["follow init before the Request", request("error"), { redirect: "follow" }, "follow"],
  ])("%s", async (_, input, init, expected) => {
    const { calls, fetch } = recorder();
    await createSignedFetch(credentials, { fetch })(input, init);
    expect(only(calls).init.redirect).toBe(expected);
  });
});

describe("credentials", () => {
  test("a function is called before each request, and may be asynchronous", async () => {
    const { calls, fetch } = recorder();
    let turn = 0;
    const signedFetch = createSignedFetch(async () => ({ ak: `AK${++turn}`, sk: "made-up-secret" }), { fetch });
    await signedFetch(url);
    await signedFetch(url);
    expect(calls.map(({ init }) => /Access=(\w+)/.exec(init.headers.authorization ?? "")?.[1])).toEqual(["AK1", "AK2"]);
  });

  test("an IAM token is sent as X-Auth-Token, unsigned, without following redirects", async () => {
    const { calls, fetch } = recorder(() => new Response("signature expired", { status: 401 }));
    const body = new Blob(["x"]).stream();
    const init = { method: "POST", body, duplex: "half", headers: { "x-a": "1" } };
    await createSignedFetch({ authToken: "made-up-token" }, { fetch })(url, init as RequestInit);
    const call = only(calls);
    expect(call.init.headers).toEqual({ "x-a": "1", "x-auth-token": "made-up-token" });
    expect(call.init).toMatchObject({ redirect: "manual", method: "POST", body });
  });

  test("errors contain no secrets", async () => {
    const { fetch } = recorder();
    const broken = { ...credentials, securityToken: "made-up-token\n" };
    const error: unknown = await createSignedFetch(broken, { fetch })(url).catch((reason: unknown) => reason);
    expect(String(error)).toBe("TypeError: x-security-token is not Latin-1 text");
  });
});

describe("the clock", () => {
  const skew = 3_600_000;
  const expired = (text: string, headers?: Record<string, string>) => (): Response =>
    new Response(
      JSON.stringify({
        error_code: "APIGW.0301",
        error_msg: `Incorrect IAM authentication information: calc aksk signature fail:signature expired${text}`,
      }),
      { status: 401, headers: headers ?? {} },
    );
  const stated = ", signature time:20260131T235959Z,server time:20260201T005959Z";
  const dates = (calls: Call[]): (string | undefined)[] => calls.map(({ init }) => init.headers["x-sdk-date"]);

  test.each([
    ["the message", expired(stated)],
    ["the Date header", expired("", { date: new Date(now + skew).toUTCString() })],
  ])("is corrected once from %s, and the correction is kept", async (_, answer) => {
    const { calls, fetch } = recorder(answer, () => new Response("ok"));
    const signedFetch = createSignedFetch(credentials, { fetch, now: () => now });
    const response = await signedFetch(url, { method: "POST", body: "{}" });
    await signedFetch(url);
    expect(response.status).toBe(200);
    expect(dates(calls)).toEqual([date, "20260201T005959Z", "20260201T005959Z"]);
    expect(calls[1]?.init.body).toBe("{}");
    expect(calls[1]?.init.headers.authorization).not.toBe(calls[0]?.init.headers.authorization);
  });

  test("is corrected at most once per request, because failures lock the key", async () => {
    const { calls, fetch } = recorder(expired(stated));
    const response = await createSignedFetch(credentials, { fetch, now: () => now })(url);
    expect(calls).toHaveLength(2);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("signature expired");
  });

  test("isn't corrected if the answer contains no time", async () => {
    const { calls, fetch } = recorder(expired(""));
    const response = await createSignedFetch(credentials, { fetch, now: () => now })(url);
    expect(dates(calls)).toEqual([date]);
    expect(await response.text()).toContain("signature expired");
  });

  test("any other 401 is returned unread, without a retry", async () => {
    const answer = new Response("verify aksk signature fail", { status: 401, headers: { "x-request-id": "r1" } });
    const { calls, fetch } = recorder(() => answer);
    const response = await createSignedFetch(credentials, { fetch })(url);
    expect(calls).toHaveLength(1);
    expect(response).toBe(answer);
    expect(response.bodyUsed).toBe(false);
    expect(await response.text()).toBe("verify aksk signature fail");
  });

  test.each([200, 403, 429, 503])("a %i is neither read nor retried", async (status) => {
    const answer = new Response(`signature expired${stated}`, { status });
    const { calls, fetch } = recorder(() => answer);
    expect(await createSignedFetch(credentials, { fetch })(url)).toBe(answer);
    expect(calls).toHaveLength(1);
    expect(answer.bodyUsed).toBe(false);
  });
});

test("the default method is GET", async () => {
  const { calls, fetch } = recorder();
  await createSignedFetch(credentials, { fetch })(url);
  expect(only(calls).init.method).toBe("GET");
});

test("headers in init replace all headers of a Request", async () => {
  const { calls, fetch } = recorder();
  const request = new Request(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
  await createSignedFetch(credentials, { fetch, now: () => now })(request, { headers: { "x-a": "1" } });
  expect(Object.keys(only(calls).init.headers).sort()).toEqual(["authorization", "x-a", "x-sdk-date"]);
  expect(await verdictOf(only(calls))).toBe(true);
});

test("refusedRequest returns the request of a 401, and of no other answer", async () => {
  const { calls, fetch } = recorder(
    () => new Response("no", { status: 401 }),
    () => new Response("no", { status: 403 }),
  );
  const signedFetch = createSignedFetch(credentials, { fetch, now: () => now });
  const refused = await signedFetch(url, { method: "POST", body: "{}" });
  const { headers } = calls[0]?.init ?? {};
  expect(refusedRequest(refused)).toMatchObject({ method: "POST", url, body: "{}", headers });
  expect(refusedRequest(await signedFetch(url))).toBeUndefined();
});

test("the global fetch is looked up at each call", async () => {
  const signedFetch = createSignedFetch(credentials);
  const { calls, fetch } = recorder();
  const before = globalThis.fetch;
  globalThis.fetch = fetch;
  try {
    await signedFetch(url);
  } finally {
    globalThis.fetch = before;
  }
  expect(calls).toHaveLength(1);
});

test("an error of the underlying fetch is passed on unchanged", async () => {
  const failure = new TypeError("fetch failed");
  const signedFetch = createSignedFetch(credentials, { fetch: () => Promise.reject(failure) });
  await expect(signedFetch(url)).rejects.toBe(failure);
});

test("doesn't print credentials that aren't an object", async () => {
  const text = JSON.stringify({ ak: "FAKEAK", sk: "not-a-secret" });
  const signedFetch = createSignedFetch((async () => text) as never);
  const error = await signedFetch("https://cdn.test/").catch((reason) => reason);
  expect(`${error} ${error.stack}`).not.toContain("not-a-secret");
  expect(error.message).toBe("empty ak or sk");
});
