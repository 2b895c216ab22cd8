import { type SignRequest, sign } from "@cdn-export/signer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { credentials, date, type OfficialRequest, officialAuthorization } from "./signer-official.ts";

/** Our Authorization header for the request as it is sent. */
async function ourAuthorization(request: SignRequest): Promise<string | undefined> {
  return (await sign(request, credentials, { date })).headers.authorization;
}

// Generated requests contain only what the official signer signs as documented. The rest is in the list of deviations.
const text = fc.string({ unit: "binary", minLength: 0, maxLength: 12 });
const segment = fc
  .string({ unit: fc.constantFrom(..."abcXYZ019-_.~!$&()*+,:=@äß中文é"), minLength: 1, maxLength: 10 })
  .filter((drawn) => !/^\.+$/.test(drawn));
const token = fc.stringMatching(/^x-[a-z0-9]{1,4}(-[a-z0-9]{1,4})?$/).filter((name) => !/^x-sdk-/.test(name));
// The official signer sorts by UTF-16 units, ours by code points. They differ where surrogates meet U+E000 and above.
const basic = fc.string({
  unit: fc.constantFrom(..."aZ09 -_.~!'()*+,;:@/?#[]%&=\"<>{}|\\^`äß中\u0000\u007f\u0800"),
  maxLength: 8,
});

const generated = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH"),
  segments: fc.array(segment, { maxLength: 4 }),
  query: fc.dictionary(
    basic.filter((name) => name !== "__proto__"),
    fc.oneof(basic, fc.array(basic, { minLength: 1, maxLength: 3 })),
    { maxKeys: 4, noNullPrototype: true },
  ),
  headers: fc.dictionary(token, fc.stringMatching(/^([!-~]([ -~]{0,8}[!-~])?)?$/), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  data: fc.option(
    fc.dictionary(
      text.filter((name) => name !== "__proto__"),
      fc.jsonValue(),
      { noNullPrototype: true },
    ),
    { nil: undefined },
  ),
});
type Generated = typeof generated extends fc.Arbitrary<infer T> ? T : never;

const ORIGIN = "https://cdn.myhuaweicloud.com";

function bothForms({ method, segments, query, headers, data }: Generated): [OfficialRequest, SignRequest] {
  const all = data === undefined ? headers : { ...headers, "content-type": "application/json" };
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  const search = pairs.length === 0 ? "" : `?${pairs.join("&")}`;
  return [
    { method, endpoint: `${ORIGIN}/${segments.join("/")}`, queryParams: structuredClone(query), headers: all, data },
    {
      method,
      url: `${ORIGIN}/${segments.map(encodeURIComponent).join("/")}${search}`,
      headers: all,
      body: data && JSON.stringify(data),
    },
  ];
}

test("the official signer makes the same signature for every request that it signs as documented", () =>
  fc.assert(
    fc.asyncProperty(generated, async (drawn) => {
      const [official, ours] = bothForms(drawn);
      expect(await ourAuthorization(ours)).toBe(officialAuthorization(official));
    }),
    { numRuns: 2000 },
  ));

describe("known deviations of the official signer", () => {
  const get = { method: "GET", endpoint: `${ORIGIN}/v1/x` };
  const json = { "content-type": "application/json" };
  const deviations: [why: string, official: OfficialRequest, ours: SignRequest][] = [
    [
      "url.parse escapes a space in a path, and then its % is escaped again",
      { ...get, endpoint: `${ORIGIN}/a b` },
      { method: "GET", url: `${ORIGIN}/a%20b` },
    ],
    [
      "url.parse also escapes each of \" ' < > ^ { } | and the backtick",
      { ...get, endpoint: `${ORIGIN}/a'b` },
      { method: "GET", url: `${ORIGIN}/a'b` },
    ],
    [
      "an escaped path is escaped again",
      { ...get, endpoint: `${ORIGIN}/a%2Cb` },
      { method: "GET", url: `${ORIGIN}/a%2Cb` },
    ],
    [
      "a JSON string is stringified again",
      { ...get, method: "POST", headers: json, data: '{"a":1}' },
      { method: "POST", url: get.endpoint, headers: json, body: '{"a":1}' },
    ],
    [
      "bytes are stringified",
      { ...get, method: "POST", headers: json, data: Buffer.from('{"a":1}') },
      { method: "POST", url: get.endpoint, headers: json, body: new TextEncoder().encode('{"a":1}') },
    ],
    [
      "null in a query is signed as the word null and sent as an empty value",
      { ...get, queryParams: { a: null } },
      { method: "GET", url: `${get.endpoint}?a=` },
    ],
    [
      "undefined in a query is signed as the word undefined and sent as an empty value",
      { ...get, queryParams: { a: undefined } },
      { method: "GET", url: `${get.endpoint}?a=` },
    ],
    [
      "the value of a header is signed untrimmed and sent trimmed",
      { ...get, headers: { "x-a": " 1 " } },
      { method: "GET", url: get.endpoint, headers: { "x-a": " 1 " } },
    ],
    [
      "with an underscore in a name, the header lines and the names have different orders",
      { ...get, headers: { "x-a_": "1", "x-a-": "2", "x-a0": "3" } },
      { method: "GET", url: get.endpoint, headers: { "x-a_": "1", "x-a-": "2", "x-a0": "3" } },
    ],
    [
      "an explicit default port is signed, but fetch doesn't send it",
      { ...get, endpoint: `${ORIGIN}:443/v1/x` },
      { method: "GET", url: `${ORIGIN}:443/v1/x` },
    ],
    [
      "a method is signed in its original letter case",
      { ...get, method: "patch" },
      { method: "patch", url: get.endpoint },
    ],
    [
      "query names are sorted by UTF-16 units, which puts U+1F600 before U+FB00",
      { ...get, queryParams: { "\ufb00": "1", "\u{1f600}": "2" } },
      { method: "GET", url: `${get.endpoint}?%EF%AC%80=1&%F0%9F%98%80=2` },
    ],
    [
      "the caller's x-sdk-date in lower case is ignored, and a second date is added",
      { ...get, headers: { "X-Sdk-Date": undefined, "x-sdk-date": date } },
      { method: "GET", url: get.endpoint },
    ],
    [
      "dot segments are signed unchanged, but a URL resolves them before it is sent",
      { ...get, endpoint: `${ORIGIN}/a/../b` },
      { method: "GET", url: `${ORIGIN}/a/../b` },
    ],
  ];

  // If one of these fails, the official signer has changed: remove it from the list.
  test.each(deviations)("%s", async (_, official, ours) => {
    expect(officialAuthorization(official)).not.toBe(await ourAuthorization(ours));
  });
});
