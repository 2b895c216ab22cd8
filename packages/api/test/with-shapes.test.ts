import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { calls } from "../generator/outputs/calls.ts";
import { loadSpec } from "../generator/spec.ts";
import { type CallShape, withShapes } from "../src/with-shapes.ts";
import { exportCallsOf } from "./export-calls.ts";

interface Init {
  params?: { query?: object; header?: object };
  querySerializer?: (query: object) => string;
  parseAs?: string;
}

/** What a client gets for a call with these shapes. */
function sent(shape: CallShape, init: Init, path = "/tasks"): Init | undefined {
  let got: Init | undefined;
  const GET = (_: string, given?: Init) => {
    got = given;
  };
  withShapes({ GET }, { "GET /tasks": shape }).GET(path, init);
  return got;
}

describe("a call of openapi-fetch with a shape", () => {
  it.each<[CallShape, object, string]>([
    [{ separators: { ids: "," } }, { ids: ["a,b", "c d"], limit: 5 }, "ids=a%2Cb,c%20d&limit=5"],
    [{ separators: { ids: "%7C" } }, { ids: [1, 2n, true] }, "ids=1%7C2%7Ctrue"],
    [{ separators: { ids: "%20" } }, { ids: "one" }, "ids=one"],
    [{ separators: { ids: "," } }, { ids: [], other: [1, 2], none: undefined, null: null }, "other=1&other=2"],
  ])("%j sends the query %o as %s", (shape, query, text) => {
    expect(sent(shape, {})?.querySerializer?.(query)).toBe(text);
  });

  it("sends a list in a header without spaces, and other headers unchanged", () => {
    const init = sent({ lists: ["X-Ids"] }, { params: { header: { "X-Ids": ["a", "b"], "X-One": 1 } } });
    expect(init?.params?.header).toEqual({ "X-Ids": "a,b", "X-One": 1 });
  });

  it("reads the body as its media type says, unless the caller says otherwise", () => {
    expect(sent({ parseAs: "text" }, {})?.parseAs).toBe("text");
    expect(sent({ parseAs: "text" }, { parseAs: "stream" })?.parseAs).toBe("stream");
  });

  it("leaves other calls alone", () => {
    const init = {};
    expect(sent({ parseAs: "text" }, init, "/others")).toBe(init);
  });

  it("has the same shape through `request`", () => {
    const calls: unknown[] = [];
    const client = { GET: (...call: unknown[]) => calls.push(call), request: (..._: unknown[]) => undefined };
    withShapes(client, { "GET /tasks": { parseAs: "text" } }).request("get", "/tasks");
    expect(calls).toMatchObject([["/tasks", { parseAs: "text" }]]);
  });
});

it("a spec whose calls need no shapes leaves the client as it is", async () => {
  const spec = exportCallsOf(await loadSpec(join(import.meta.dirname, "../../../spec")));
  expect(calls(spec)).toMatch(/asSpecified<Client extends object>\(client: Client\): Client \{\n {2}return client;\n/);
  expect(calls(spec)).not.toContain("import");
});
