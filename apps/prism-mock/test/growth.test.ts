// The operations of docs/adding-an-operation.md, added as it describes: everything follows from the spec, without any code.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Prism, startPrism } from "../src/prism.ts";
import { documentedOperations, type Grown, grow } from "./grown.ts";

const PROGRAM = `
import { validateRequest, validateResponse } from "@cdn-export/api/validate";
import { createExportClient } from "@cdn-export/client";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";

declare const process: { argv: string[] };
const query = { start_time: 1793462400000, end_time: 1794067200000, domain_name: "all", stat_type: "flux" } as const;
const cloud = await startEmulator({ port: false });
const emulated = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, fetch: cloud.fetch });
const mocked = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: process.argv[2] ?? "" });
type Client = typeof emulated;

const resultOf = ({ data, error, response }: { data?: unknown; error?: unknown; response: Response }) =>
  ({ status: response.status, data, error, source: response.headers.get("x-emulator-source") });
const top = async (cdn: Client, wanted: typeof query) => {
  const result = await cdn.api.GET("/v1.0/cdn/statistics/top-url", { params: { query: wanted } });
  const first: string | undefined = result.data?.top_url_summary?.[0]?.url;
  return { ...resultOf(result), first };
};
const TASKS = "/v1/cdn/statistics/subscription-tasks";
const subscribe = async (cdn: Client, name: string) =>
  resultOf(await cdn.api.POST(TASKS, { body: { name, period_type: 1, emails: "ops@example.com" } }));
const subscribeWithoutBody = async (cdn: Client) => resultOf(await cdn.api.POST(TASKS, {} as never));
const end = async (cdn: Client, id: unknown) =>
  resultOf(await cdn.api.DELETE("/v1/cdn/statistics/subscription-tasks/{id}", { params: { path: { id: id as number } } }));
const both = async <T>(call: (cdn: Client) => Promise<T>) => [await call(emulated), await call(mocked)];
const emulator = await top(emulated, query);
console.log(JSON.stringify({
  top: [emulator, await top(mocked, query)],
  refusedTop: await both((cdn) => top(cdn, { ...query, stat_type: "bw" } as unknown as typeof query)),
  subscribed: await both((cdn) => subscribe(cdn, "weekly-report")),
  refusedName: await both((cdn) => subscribe(cdn, "weekly report")),
  refusedBody: await both(subscribeWithoutBody),
  ended: await both((cdn) => end(cdn, 7)),
  endedLong: await both((cdn) => end(cdn, 9007199254740993n)),
  refusedId: await both((cdn) => end(cdn, "seven")),
  request: validateRequest("showTopUrl", { query: { start_time: -1, stat_type: "bw", domain_name: "all" } }),
  path: validateRequest("deleteSubscriptionTask", { path: { id: 1.5 } }),
  withoutPath: validateRequest("deleteSubscriptionTask", {}),
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

type Calls = Record<
  "top" | "refusedTop" | "subscribed" | "refusedName" | "refusedBody" | "ended" | "endedLong" | "refusedId",
  [emulator: Call, prism: Call]
>;
type Issues = Record<"request" | "path" | "withoutPath" | "legal" | "answer" | "wrongAnswer", { message: string }[]>;

describe("a new operation in the spec", () => {
  let grown: Grown;
  let prism: Prism;
  let compiled: string;
  let program: string;
  let printed: Calls & Issues;
  beforeAll(async () => {
    const documented = await documentedOperations();
    program = documented.program;
    grown = await grow(documented.fragments);
    prism = await startPrism(join(grown.folder, "spec/openapi.yaml"));
    compiled = await grown.compile("program.ts", PROGRAM);
    printed = (await grown.start("program.ts", prism.url)) as Calls & Issues;
  }, 150_000);
  afterAll(async () => {
    await prism?.close();
    await grown?.remove();
  });

  const statuses = ([emulator, prism]: [Call, Call]) => [emulator.status, prism.status];
  const messages = (issues: { message: string }[]) => issues.map(({ message }) => message);

  it("has typed parameters and a typed response in the client", async () => {
    expect(compiled).toBe("");
    const wrong = PROGRAM.replace('stat_type: "flux" } as const', 'stat_type: "bw" } as const');
    expect(await grown.compile("wrong.ts", wrong)).toContain('"bw"\' is not assignable to type \'"flux" | "req_num"\'');
  });

  it("runs as the document shows", async () => {
    expect(await grown.compile("document.ts", program)).toBe("");
    expect(await grown.print("document.ts")).toBe("https://www.example.com/a.mp4\n200\n204\n");
  });

  it("gets the spec's example from the emulator, marked as an example, and from Prism", () => {
    const [{ status, data, first, source }, mocked] = printed.top;
    expect([status, data, first, source]).toEqual([200, EXAMPLE, "https://www.example.com/a.mp4", "spec-example"]);
    expect(mocked).toMatchObject({ status: 200, data: EXAMPLE, source: null });
    expect(statuses(printed.refusedTop)).toEqual([400, 422]);
    expect(printed.refusedTop[0].error).toEqual({
      error: { error_code: "CDN.0001", error_msg: 'stat_type must be one of "flux", "req_num", not "bw"' },
    });
  });

  it("can require a body", () => {
    expect(statuses(printed.subscribed)).toEqual([200, 200]);
    expect(statuses(printed.refusedName)).toEqual([400, 422]);
    expect(statuses(printed.refusedBody)).toEqual([400, 422]);
    expect(printed.refusedBody[0].error?.error.error_msg).toBe("the body is missing");
  });

  it("can have a parameter in its path with any number of digits, and a response without a body", () => {
    expect(statuses(printed.ended)).toEqual([204, 204]);
    expect(statuses(printed.endedLong)).toEqual([204, 204]);
    expect(statuses(printed.refusedId)).toEqual([400, 422]);
    expect(printed.refusedId[0].error?.error.error_msg).toBe('id must be of type integer, not "seven"');
  });

  it("has validators with readable messages", () => {
    expect([printed.legal, printed.answer]).toEqual([[], []]);
    expect(messages(printed.request)).toEqual([
      "end_time is missing",
      "start_time must be at least 0, not -1",
      'stat_type must be one of "flux", "req_num", not "bw"',
    ]);
    expect(messages(printed.path)).toEqual(["id must be of type integer, not 1.5"]);
    expect(messages(printed.withoutPath)).toEqual(["id is missing"]);
    expect(messages(printed.wrongAnswer)).toEqual(["top_url_summary must be of type array, not {}"]);
  });

  it("is in the documentation", async () => {
    const reference = await readFile(join(grown.folder, "docs/reference.md"), "utf8");
    expect(reference).toContain("`GET /v1.0/cdn/statistics/top-url` - List the most requested URLs of a period");
    expect(reference).toMatch(/`service_area` \| string .*`global` worldwide \| `global` \|/);
    expect(reference).toContain("The body is required.");
    const evidence = await readFile(join(grown.folder, "docs/evidence.md"), "utf8");
    expect(evidence).toContain("| `enterprise_project_id` | sdk (2026-08-20) |");
    const llms = await readFile(join(grown.folder, "llms.txt"), "utf8");
    expect(llms).toContain("- showTopUrl: GET /v1.0/cdn");
    expect(llms).toContain("  - stat_type (string, required): What is counted.");
    expect(llms).toContain(
      "  - name (string): Name of the subscription. Letters, Chinese characters and hyphens. Length: at most 32 characters. Pattern: `^[A-Za-z\\u4e00-\\u9fa5-]+$`.",
    );
    expect(llms).toContain("  - id (integer, in the path, required): ID of the subscription.");
  });
});
