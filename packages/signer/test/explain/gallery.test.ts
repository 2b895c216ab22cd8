import { describe, expect, test } from "vitest";
import { explain } from "../../src/explain.ts";
import { canonicalRequest, type SignRequest, sign, verify } from "../../src/index.ts";
import { receivedAt, timeOf } from "../vectors.ts";

// Requests that change on the way, each with its explanation.

const date = "20260131T235959Z";
const now = timeOf(date);
const token = "made-up-token-to-keep-secret";
const credentials = { ak: "AKEXAMPLE0123456789A", sk: "made-up-secret", securityToken: token };
const body = '{ "action": "top_url_detail", "domain_name": "www.example.com", "note": "é" }';
const post: SignRequest = {
  method: "POST",
  url: "https://cdn.myhuaweicloud.com/v1/cdn/statistics/export-tasks?limit=10&name=a%2Bb",
  headers: { "content-type": "application/json" },
  body,
};
const get: SignRequest = { method: "GET", url: "https://cdn.myhuaweicloud.com/v1/x?limit=10&offset=0" };

interface Arrival {
  method?: string;
  url?: string;
  headers?: Record<string, string | undefined>;
  body?: string;
}

const gallery: [what: string, request: SignRequest, arrival: Arrival][] = [
  ["a proxy that stringifies JSON again", post, { body: JSON.stringify(JSON.parse(body)) }],
  ["a body that didn't arrive", post, { body: "" }],
  ["an empty object instead of no body", { ...get, method: "DELETE" }, { body: "{}" }],
  ["an unsigned body", { ...post, body: null }, { body }],
  ["a body with other bytes", post, { body: "gzip, perhaps" }],
  ["another host", post, { headers: { host: "proxy.example" } }],
  ["a default port in the host", post, { headers: { host: "cdn.myhuaweicloud.com:443" } }],
  ["an extra slash", post, { url: post.url.toString().replace("/v1/", "//v1/") }],
  ["a path encoded twice", { ...get, url: "https://h.example/a%20b" }, { url: "https://h.example/a%2520b" }],
  ["a prefix that a proxy strips", post, { url: post.url.toString().replace("/v1", "") }],
  ["a plus that became a space", post, { url: post.url.toString().replace("%2B", "%20") }],
  ["a parameter added on the way", get, { url: `${get.url}&utm_source=mail` }],
  ["an empty parameter left out", { ...get, url: `${get.url}&task_id=` }, { url: get.url.toString() }],
  ["a redirect that was followed", post, { method: "GET", body: "" }],
  ["a charset added to the content type", post, { headers: { "content-type": "application/json; charset=utf-8" } }],
  ["a header that a proxy removed", { ...get, headers: { "x-project-id": "p0" } }, { headers: { "x-project-id": "" } }],
  ["another token", post, { headers: { "x-security-token": "another-made-up-token" } }],
  ["several things at once", post, { method: "PUT", body: "", headers: { host: "proxy.example" } }],
];

/** The gateway's answer to a request that arrives like this. Its echo contains the token. */
async function refusal(headers: Record<string, string>, request: SignRequest, arrival: Arrival): Promise<string> {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1]?.split(";") ?? [];
  const url = arrival.url ?? String(request.url);
  const arrived: Record<string, string | undefined> = { host: new URL(url).host, ...headers, ...arrival.headers };
  const signed = Object.fromEntries(names.map((name) => [name, arrived[name]]));
  const bytes = new TextEncoder().encode(arrival.body ?? (request.body as string | null | undefined) ?? "");
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
  const canonical = canonicalRequest({ method: arrival.method ?? request.method, url, headers: signed }, hash);
  const error_msg = `Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:${canonical.replaceAll("\n", "|")}`;
  return JSON.stringify({ error_msg, error_code: "APIGW.0301", request_id: "0123456789abcdef" });
}

describe("the gallery of broken requests", () => {
  test.each(gallery)("%s", async (_, request, arrival) => {
    const { headers } = await sign(request, credentials, { date });
    const { text, differences, reason } = await explain(await refusal(headers, request, arrival), {
      ...request,
      headers,
    });
    expect(reason).toBe("other request");
    expect(differences.length).toBeGreaterThan(0);
    expect(`\n${text}\n`).toMatchSnapshot();
    expect(text).not.toMatch(/made-up/);
  });

  test("a wrong secret key", async () => {
    const { headers } = await sign(post, credentials, { date });
    const { reason, text, differences } = await explain(await refusal(headers, post, {}), { ...post, headers });
    expect([reason, differences]).toEqual(["wrong secret", []]);
    expect(`\n${text}\n`).toMatchSnapshot();
    expect(text).not.toMatch(/made-up/);
  });

  test.each<[string, string]>([
    ["a slow clock", "signature time:20260131T235959Z,server time:20260201T001604Z"],
    ["a fast clock", "signature time:20260131T235959Z,server time:20260131T233954Z"],
    ["local time instead of UTC", "signature time:20260201T075959Z,server time:20260131T235930Z"],
  ])("%s", async (_, times) => {
    const answer = `Incorrect IAM authentication information: calc aksk signature fail:signature expired, ${times}`;
    const { reason, text } = await explain(answer);
    expect(reason).toBe("clock");
    expect(text).toMatchSnapshot();
  });
});

describe("with the texts of verify", () => {
  const secrets = new Map([[credentials.ak, credentials]]);

  test.each(gallery)("%s has the same explanation, and no token in the text", async (_, request, arrival) => {
    const { headers } = await sign(request, credentials, { date });
    const received = receivedAt(
      arrival.url ?? String(request.url),
      arrival.method ?? request.method,
      { ...headers, ...(arrival.headers as Record<string, string>) },
      arrival.body ?? request.body,
    );
    const verdict = await verify(received, (ak) => secrets.get(ak), { now });
    expect(verdict.message).not.toMatch(/made-up/);
    const explained = await explain(verdict.message, { ...request, headers });
    if (arrival.headers?.["x-security-token"]) return expect(explained.reason).toBe("token");
    const real = await explain(await refusal(headers, request, arrival), { ...request, headers });
    const shape = (differences: typeof real.differences) => differences.map(({ part, cause }) => [part, cause]);
    expect(shape(explained.differences)).toEqual(shape(real.differences));
  });
});
