// Two more operations, added as CONTRIBUTING describes: everything follows from the spec, without any code.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Prism, startPrism } from "../src/prism.ts";
import { type Grown, grow } from "./grown.ts";

const PROGRAM = `
import { validateRequest, validateResponse } from "@cdn-export/api/validate";
import { createExportClient } from "@cdn-export/client";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";

declare const process: { argv: string[] };
const query = { start_time: 1793462400000, end_time: 1794067200000, domain_name: "all", stat_type: "flux" } as const;
const cloud = await startEmulator({ port: false });
const emulated = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, fetch: cloud.fetch });
const mocked = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: process.argv[2] ?? "" });

const call = async (cdn: typeof emulated, wanted: typeof query) => {
  const { data, error, response } = await cdn.api.GET("/v1.0/cdn/statistics/top-url", { params: { query: wanted } });
  const first: string | undefined = data?.top_url_summary?.[0]?.url;
  return { status: response.status, first, data, error, source: response.headers.get("x-emulator-source") };
};
const end = async (cdn: typeof emulated) => {
  const params = { path: { id: 7 } };
  const { error, response } = await cdn.api.DELETE("/v1/cdn/statistics/subscription-tasks/{id}", { params });
  return { status: response.status, error, source: response.headers.get("x-emulator-source") };
};
const emulator = await call(emulated, query);
console.log(JSON.stringify({
  emulator,
  prism: await call(mocked, query),
  refusedByEmulator: await call(emulated, { ...query, stat_type: "bw" } as unknown as typeof query),
  refusedByPrism: await call(mocked, { ...query, stat_type: "bw" } as unknown as typeof query),
  ended: [await end(emulated), await end(mocked)],
  request: validateRequest("showTopUrl", { query: { start_time: -1, stat_type: "bw", domain_name: "all" } }),
  legal: validateRequest("showTopUrl", { query }),
  answer: validateResponse("showTopUrl", 200, emulator.data),
  wrongAnswer: validateResponse("showTopUrl", 200, { top_url_summary: {} }),
}));
await cloud.close();
`;
const EXAMPLE = { top_url_summary: [{ url: "https://www.example.com/a.mp4", value: 4096, stat_type: "flux" }] };

interface Call {
  status: number;
  first?: string;
  data?: unknown;
  error?: { error: { error_code: string; error_msg: string } };
  source: string | null;
}

interface Printed extends Record<"emulator" | "prism" | "refusedByEmulator" | "refusedByPrism", Call> {
  ended: Call[];
  request: { message: string }[];
  legal: unknown[];
  answer: unknown[];
  wrongAnswer: { message: string }[];
}

describe("a new operation in the spec", () => {
  let grown: Grown;
  let prism: Prism;
  let compiled: string;
  let printed: Printed;
  beforeAll(async () => {
    grown = await grow(await readFile(new URL("top-url.yaml", import.meta.url), "utf8"));
    prism = await startPrism(join(grown.folder, "spec/openapi.yaml"));
    compiled = await grown.compile("program.ts", PROGRAM);
    printed = (await grown.start("program.ts", prism.url)) as Printed;
  }, 60_000);
  afterAll(async () => {
    await prism?.close();
    await grown?.remove();
  });

  it("has typed parameters and a typed response in the client", async () => {
    expect(compiled).toBe("");
    const wrong = PROGRAM.replace('stat_type: "flux" } as const', 'stat_type: "bw" } as const');
    expect(await grown.compile("wrong.ts", wrong)).toContain('"bw"\' is not assignable to type \'"flux" | "req_num"\'');
  });

  it("gets the spec's example from the emulator, marked as an example", () => {
    const { status, data, first, source } = printed.emulator;
    expect([status, data, first, source]).toEqual([200, EXAMPLE, "https://www.example.com/a.mp4", "spec-example"]);
    expect(printed.refusedByEmulator.error).toEqual({
      error: { error_code: "CDN.0001", error_msg: 'stat_type must be one of "flux", "req_num", not "bw"' },
    });
  });

  it("can have a parameter in its path and a response without a body", () => {
    expect(printed.ended).toEqual([
      { status: 200, source: "spec-example" },
      { status: 200, source: null },
    ]);
  });

  it("is mocked by Prism", () => {
    expect(printed.prism).toMatchObject({ status: 200, data: EXAMPLE, source: null });
    expect(printed.refusedByPrism.status).toBe(422);
  });

  it("has validators with readable messages", () => {
    expect([printed.legal, printed.answer]).toEqual([[], []]);
    expect(printed.request.map(({ message }) => message)).toEqual([
      "end_time is missing",
      "start_time must be at least 0, not -1",
      'stat_type must be one of "flux", "req_num", not "bw"',
    ]);
    expect(printed.wrongAnswer).toMatchObject([{ message: "top_url_summary must be of type array, not {}" }]);
  });

  it("is in the documentation", async () => {
    const reference = await readFile(join(grown.folder, "docs/reference.md"), "utf8");
    expect(reference).toContain("`GET /v1.0/cdn/statistics/top-url` - The most requested URLs of a period");
    expect(reference).toMatch(/`service_area` \| string .*`global` worldwide \| `global` \|/);
    const evidence = await readFile(join(grown.folder, "docs/evidence.md"), "utf8");
    expect(evidence).toContain("| `enterprise_project_id` | sdk (2026-08-20) |");
    expect(await readFile(join(grown.folder, "llms.txt"), "utf8")).toContain("- showTopUrl: GET /v1.0/cdn");
  });
});
