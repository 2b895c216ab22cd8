// The contract as Prism understands it, over plain HTTP without our client.
import { describe, expect, inject, it } from "vitest";
import { examples } from "./spec.ts";

const url = `${inject("prismUrl")}/v1/cdn/statistics/export-tasks`;
const headers = { authorization: "any", "content-type": "application/json" };

interface Violation {
  message: string;
  location: string[];
}

const post = (body: unknown, more: Record<string, string> = {}) =>
  fetch(url, { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) });

/** The response to an invalid request is the example of `default`. The details are in a header. */
function violations(response: Response): Violation[] {
  return JSON.parse(response.headers.get("sl-violations") ?? "[]");
}

describe("a create request", () => {
  it.each(examples.requests)("like the example %s is accepted with an empty body", async (_, body) => {
    const response = await post(body);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it.each([
    [{ action: "top_url_detail", country: "cn" }],
    [{ action: "isp_detail", country: "cn", province: "beijing" }],
    [{ province: "beijing" }],
    [{ country: "us", province: "beijing" }],
    [{ action: "no_such_action" }],
    [{ interval: 60 }],
    [{ start_time: "yesterday" }],
    [{ start_time: -1 }],
    [{ group_by: "country" }],
  ])("%j is refused", async (body) => {
    const response = await post(body);
    expect(response.status).toBe(422);
    expect(violations(response).length).toBeGreaterThan(0);
  });

  it("with a field of no branch is refused, so Prism enforces the newer keywords", async () => {
    const response = await post({ action: "uv", task_id: "x" });
    expect(response.status).toBe(422);
    const found = violations(response);
    expect(
      found.some(({ message }) => /unevaluated/i.test(message)),
      JSON.stringify(found),
    ).toBe(true);
  });

  it("without Authorization is refused", async () => {
    const response = await fetch(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect(response.status).toBe(401);
  });
});

describe("a list request", () => {
  it.each(examples.lists)("can select the example %s", async (name, value) => {
    const response = await fetch(url, { headers: { ...headers, prefer: `example=${name}` } });
    expect([response.status, await response.json()]).toEqual([200, value]);
  });

  it.each(["limit=101", "limit=-1", "limit=ten", "offset=-1"])("with %s is refused", async (query) => {
    expect((await fetch(`${url}?${query}`, { headers })).status).toBe(422);
  });

  it.each(["limit=0", "limit=100&offset=5", "task_id=x&task_name=y"])("with %s is accepted", async (query) => {
    expect((await fetch(`${url}?${query}`, { headers })).status).toBe(200);
  });
});

describe("an error", () => {
  it.each(examples.errors)("has the %s shape under any status", async (name, value) => {
    const response = await fetch(url, { headers: { ...headers, prefer: `code=400, example=${name}` } });
    expect([response.status, await response.json()]).toEqual([400, value]);
  });
});
