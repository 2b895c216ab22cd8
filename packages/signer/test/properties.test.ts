import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSignedFetch, type ReceivedRequest, type SignRequest, sign, verify } from "../src/index.ts";
import { signSync } from "../src/node.ts";
import { canonicalQuery, canonicalUri } from "../src/steps/canonical-request.ts";
import { credentials, receivedAt, timeOf } from "./vectors.ts";

// Properties that hold for every request.

const date = "20260131T235959Z";
const now = timeOf(date);
const find = () => credentials;

const text = fc.string({ unit: "binary", maxLength: 20 });
const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "patch", "Patch");
const path = fc.array(text, { maxLength: 4 }).map((segments) => `/${segments.map(encodeLoosely).join("/")}`);
const pairs = fc.array(fc.tuple(text, fc.option(text, { nil: undefined })), { maxLength: 6 });
const token = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/).filter((name) => !SPECIAL.has(name));
const value = fc.stringMatching(/^[\t -~]{0,20}$/);
const headers = fc.uniqueArray(fc.tuple(token, value), { selector: ([name]) => name, maxLength: 5 });
const body = fc.oneof(fc.constant(undefined), text, fc.uint8Array({ maxLength: 40 }));
const origin = fc.constantFrom(
  "https://cdn.myhuaweicloud.com",
  "http://127.0.0.1:8080",
  "https://H.Example:443",
  "http://h.example:80",
);

/** Names that the signer treats specially. */
const SPECIAL = new Set([
  "authorization",
  "content-type",
  "host",
  "x-sdk-date",
  "x-sdk-content-sha256",
  "x-security-token",
]);

const request = fc.record({ method, origin, path, pairs, headers, body });
type Drawn = typeof request extends fc.Arbitrary<infer T> ? T : never;

function encodeLoosely(part: string): string {
  // Some characters stay raw, as people write them.
  return encodeURIComponent(part).replaceAll("%20", " ").replaceAll("%2C", ",");
}

function urlOf({ origin, path, pairs }: Pick<Drawn, "path" | "pairs"> & { origin: string }): string {
  const query = pairs
    .map(([name, v]) => encodeLoosely(name) + (v === undefined ? "" : `=${encodeLoosely(v)}`))
    .join("&");
  return `${origin}${path}${query && `?${query}`}`;
}

function requestOf(drawn: Drawn): SignRequest {
  return { method: drawn.method, url: urlOf(drawn), headers: drawn.headers, body: drawn.body };
}

async function received(drawn: Drawn): Promise<ReceivedRequest & { headers: Record<string, string> }> {
  const asked = requestOf(drawn);
  const signed = await sign(asked, credentials, { date });
  const arrived = receivedAt(String(asked.url), asked.method, signed.headers, asked.body);
  return arrived as typeof arrived & { headers: Record<string, string> };
}

describe("for every request", () => {
  test("a signed request verifies", () =>
    fc.assert(
      fc.asyncProperty(request, async (drawn) => {
        expect(await verify(await received(drawn), find, { now })).toEqual({ ok: true, ak: credentials.ak });
      }),
    ));

  test("sign, signSync and createSignedFetch agree", () =>
    fc.assert(
      fc.asyncProperty(request, async (drawn) => {
        const asked = requestOf(drawn);
        const signed = await sign(asked, credentials, { date });
        expect(signSync(asked, credentials, { date })).toEqual(signed);
        let sent: RequestInit = {};
        const fetch: typeof globalThis.fetch = async (_, init) => {
          sent = init ?? {};
          return new Response();
        };
        await createSignedFetch(credentials, { fetch, now: () => now })(asked.url, {
          ...asked,
          body: asked.body ?? null,
        } as RequestInit);
        expect(sent.headers).toEqual(signed.headers);
      }),
    ));

  test("verify refuses a request with any changed byte", () =>
    fc.assert(
      fc.asyncProperty(
        request,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom("body", "target", "signature", "header", "method", "date"),
        async (drawn, at, delta, part) => {
          const arrived = await received(drawn);
          const changed = change(arrived, part, at, delta);
          if (changed) expect((await verify(changed, find, { now })).ok).toBe(false);
        },
      ),
      { numRuns: 400 },
    ));

  test("the order and letter case of headers don't change the signature", () =>
    fc.assert(
      fc.asyncProperty(request, async (drawn) => {
        const asked = requestOf(drawn);
        const turned = [...drawn.headers].reverse().map(([name, v]) => [name.toUpperCase(), ` ${v}\t`] as const);
        expect(await sign({ ...asked, headers: turned }, credentials, { date })).toEqual(
          await sign(asked, credentials, { date }),
        );
      }),
    ));

  test("the order of the query and a default port don't change the signature", () =>
    fc.assert(
      fc.asyncProperty(request, async (drawn) => {
        const signature = async (url: string) =>
          (await sign({ method: "GET", url }, credentials, { date })).headers.authorization;
        const turned = { ...drawn, pairs: [...drawn.pairs].reverse() };
        expect(await signature(urlOf(turned))).toBe(await signature(urlOf(drawn)));
        const https = { ...drawn, origin: "https://h.example" };
        expect(await signature(urlOf({ ...https, origin: "https://h.example:443" }))).toBe(
          await signature(urlOf(https)),
        );
      }),
    ));
});

describe("the canonical form", () => {
  const ascii = fc.string({ unit: fc.constantFrom(..."%%%&&==?+/aB09-._~ !'()*2Ff") });

  test("of a path is its own canonical form", () => {
    fc.assert(
      fc.property(ascii, (drawn) => {
        const once = canonicalUri(`/${drawn.replaceAll("?", "")}`);
        expect(once).toMatch(/^\/([\w.~/-]|%[\dA-F]{2})*$/);
        expect(once.endsWith("/")).toBe(true);
        expect(canonicalUri(once)).toBe(once);
      }),
    );
  });

  test("of a query is its own canonical form, and keeps every pair", () => {
    fc.assert(
      fc.property(ascii, (drawn) => {
        const once = canonicalQuery(`?${drawn}`);
        expect(canonicalQuery(`?${once}`)).toBe(once);
        const given = drawn.split("&").filter(Boolean);
        expect(once === "" ? 0 : once.split("&").length).toBe(given.length);
        expect(once.split("&").every((pair) => once === "" || pair.split("=").length === 2)).toBe(true);
      }),
    );
  });

  test("of a query is sorted by the bytes of names, then of values", () => {
    fc.assert(
      fc.property(pairs, (drawn) => {
        const query = canonicalQuery(new URL(urlOf({ origin: "https://h.example", path: "/", pairs: drawn })).search);
        const decoded = query
          .split("&")
          .map((pair) => pair.split("=").map((part) => Buffer.from(decodeURIComponent(part))));
        for (const [i, [name, v]] of decoded.entries()) {
          const [nextName, nextValue] = decoded[i + 1] ?? [];
          if (!name || !v || !nextName || !nextValue) continue;
          expect(Buffer.compare(name, nextName) || Buffer.compare(v, nextValue)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

test("verify never throws, whatever it gets as a request", () =>
  fc.assert(
    fc.asyncProperty(
      fc.record(
        { method: fc.anything(), target: fc.anything(), headers: fc.anything(), body: fc.constant("") },
        { requiredKeys: [] },
      ),
      async (anything) => {
        expect((await verify(anything as unknown as ReceivedRequest, find, { now })).ok).toBe(false);
      },
    ),
  ));

type Part = "body" | "target" | "signature" | "header" | "method" | "date";

/** Returns the request with one byte changed. */
function change(
  arrived: ReceivedRequest & { headers: Record<string, string> },
  part: Part,
  at: number,
  delta: number,
): ReceivedRequest | undefined {
  const { headers } = arrived;
  switch (part) {
    case "body": {
      const bytes =
        typeof arrived.body === "string" ? new TextEncoder().encode(arrived.body) : Uint8Array.from(arrived.body ?? []);
      if (bytes.length === 0) return { ...arrived, body: Uint8Array.of(delta) };
      const i = at % bytes.length;
      bytes[i] = (bytes[i] ?? 0) ^ delta;
      return { ...arrived, body: bytes };
    }
    case "target": {
      const i = at % (arrived.target.length + 1);
      return { ...arrived, target: `${arrived.target.slice(0, i)}x${arrived.target.slice(i)}` };
    }
    case "signature": {
      const { authorization = "" } = headers;
      const i = authorization.length - 1 - (at % 64);
      const digit = ((Number.parseInt(authorization[i] ?? "0", 16) + 1 + (delta % 15)) % 16).toString(16);
      return {
        ...arrived,
        headers: { ...headers, authorization: authorization.slice(0, i) + digit + authorization.slice(i + 1) },
      };
    }
    case "header": {
      const names = Object.keys(headers).filter((name) => name !== "authorization" && name !== "x-sdk-date");
      const name = names[at % names.length] ?? "host";
      return { ...arrived, headers: { ...headers, [name]: `${headers[name]}x` } };
    }
    case "method":
      return { ...arrived, method: `${arrived.method}X` };
    case "date":
      return { ...arrived, headers: { ...headers, "x-sdk-date": "20260131T235958Z" } };
  }
}
