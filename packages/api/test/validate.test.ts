import { describe, expect, it } from "vitest";
import { validateRequest, validateResponse } from "../src/validate.ts";

const messages = (body: unknown) => validateRequest("createExportTask", { body }).map(({ message }) => message);
const ACTIONS = [
  "reports_detail",
  "top_url_detail",
  "top_ua_detail",
  "top_referer_detail",
  "top_ip_detail",
  "isp_detail",
  "top_path_detail",
  "uv",
];
const REGIONAL = ACTIONS.filter((action) => action !== "top_url_detail" && action !== "isp_detail");

describe("a request body", () => {
  it.each([undefined, ...ACTIONS])("is valid without a region with action %s", (action) => {
    expect(messages({ ...(action && { action }), domain_name: "all", start_time: 0, end_time: 300_000 })).toEqual([]);
  });

  it.each([undefined, ...REGIONAL])("is valid with a country and a province with action %s", (action) => {
    const given = action && { action };
    expect(messages({ ...given, country: "cn" })).toEqual([]);
    expect(messages({ ...given, country: "de,xx" })).toEqual([]);
    expect(messages({ ...given, country: "cn", province: "beijing,all" })).toEqual([]);
  });

  it.each<[unknown, string[]]>([
    [{ action: "top_url_detail", country: "cn" }, ["country must not be sent with top_url_detail"]],
    [{ action: "isp_detail", country: "all" }, ["country must not be sent with isp_detail"]],
    [{ action: "isp_detail", province: "beijing" }, ["province must not be sent with isp_detail"]],
    [
      { action: "top_url_detail", country: "cn", province: "all" },
      ["country and province must not be sent with top_url_detail"],
    ],
    [{ province: "beijing" }, ["country is missing: province cannot be sent without it"]],
    [{ country: "us", province: "beijing" }, ['country must be "cn" with province, not "us"']],
    [{ interval: 60 }, ["interval must be one of 300, 3600, not 60"]],
    [{ interval: "300" }, ['interval must be of type integer, not "300"']],
    [{ group_by: "country" }, ['group_by must be "domain", not "country"']],
    [
      { start_time: -1, end_time: 1.5 },
      ["start_time must be at least 0, not -1", "end_time must be of type integer, not 1.5"],
    ],
    [{ task_id: "x" }, ['"task_id" is not a known field']],
    [{ task_id: "x", country: "cn" }, ['"task_id" is not a known field']],
    [{ country: null }, ["country must be of type string, not null"]],
    [JSON.parse('{"__proto__": {"polluted": true}}'), ['"__proto__" is not a known field']],
    [null, ["the value must be of type object, not null"]],
    [[], ["the value must be of type object, not []"]],
  ])("%j is refused with a message", (body, expected) => {
    expect(messages(body)).toEqual(expected);
  });

  it("is refused with a pointer to the wrong field", () => {
    expect(validateRequest("createExportTask", { body: { action: "isp_detail", country: "cn" } })).toMatchObject([
      { pointer: "/country" },
    ]);
    expect(validateRequest("createExportTask", { body: { "a/b~": 1 } })).toMatchObject([{ pointer: "/a~1b~0" }]);
  });

  it("of any size is refused with a few short messages", () => {
    const huge = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`field${i}`, "x".repeat(1000)]));
    const found = messages({ ...huge, action: "y".repeat(1_000_000) });
    expect(found.length).toBeLessThanOrEqual(10);
    expect(Math.max(...found.map((message) => message.length))).toBeLessThan(400);
  });
});

describe("a query", () => {
  const query = (query: unknown) => validateRequest("listExportTasks", { query }).map(({ message }) => message);

  it("is valid empty, and with every parameter at its limits", () => {
    expect(query({})).toEqual([]);
    expect(query({ limit: 0, offset: 0, task_id: "", task_name: "" })).toEqual([]);
    expect(query({ limit: 100 })).toEqual([]);
  });

  it("is refused beyond the limits and with unknown parameters", () => {
    expect(query({ limit: 101 })).toEqual(["limit must be at most 100, not 101"]);
    expect(query({ offset: -1 })).toEqual(["offset must be at least 0, not -1"]);
    expect(query({ page: 1 })).toEqual(['"page" is not a known field']);
  });
});

describe("a response", () => {
  it("can be empty where no content is documented", () => {
    expect(validateResponse("createExportTask", 200, undefined)).toEqual([]);
  });

  it("with HTTP 200 can contain an error of the service", () => {
    const body = { error: { error_code: "CDN.0202", error_msg: "Statistical time error." } };
    expect(validateResponse("createExportTask", 200, body)).toEqual([]);
    expect(validateResponse("listExportTasks", 200, body)).toEqual([]);
  });

  it("can have task names as strings and numbers, but no other types", () => {
    expect(
      validateResponse("listExportTasks", 200, { data: [{ task_name: 149751000000 }, { task_name: "x" }] }),
    ).toEqual([]);
    expect(validateResponse("listExportTasks", 200, { data: [{ task_id: 5 }], total: 2 ** 31 })).toMatchObject([
      { pointer: "/total" },
      { pointer: "/data/0/task_id" },
    ]);
  });

  it("with an error must have a code and a message", () => {
    expect(validateResponse("listExportTasks", 401, { error_code: "APIGW.0301" })).not.toEqual([]);
    expect(validateResponse("listExportTasks", 503, "<html>")).not.toEqual([]);
    expect(validateResponse("listExportTasks", 201, "garbage")).not.toEqual([]);
  });
});
