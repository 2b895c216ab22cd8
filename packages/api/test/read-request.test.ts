import { describe, expect, it } from "vitest";
import { matchPath, readRequest } from "../src/read-request.ts";
import { validateRequest } from "../src/validate.ts";

const read = (query: string) => readRequest("listExportTasks", { path: "/v1/cdn/statistics/export-tasks", query });
const messages = (query: string) => read(query).issues.map(({ message }) => message);

describe("a request as it's sent", () => {
  it("has parameters with their types in the spec", () => {
    expect(read("limit=10&task_id=7&unknown=x")).toEqual({
      path: {},
      query: { limit: 10, task_id: "7" },
      header: {},
      issues: [],
    });
  });

  it("has no parameters with empty values", () => {
    expect(read("limit=&task_id=").query).toEqual({});
  });

  it("is refused with a repeated parameter, a wrong number, or a broken encoding", () => {
    expect(messages("limit=1&limit=2")).toEqual(["limit appears more than once"]);
    expect(messages("limit=ten")).toEqual(['limit must be of type integer, not "ten"']);
    expect(messages("task_id=%ff")).toEqual(["the query isn't percent-encoded UTF-8"]);
  });

  it("keeps all digits of a whole number", () => {
    expect(read("offset=9007199254740993").query).toEqual({ offset: 9007199254740993n });
    expect(messages("offset=9007199254740993")).toEqual(["offset must be at most 2147483647, not 9007199254740993"]);
  });

  it("is refused with a body that the operation doesn't have", () => {
    const { issues } = readRequest("listExportTasks", { path: "/v1/cdn/statistics/export-tasks", body: {} });
    expect(issues).toMatchObject([{ message: "a body must not be sent" }]);
    expect(validateRequest("listExportTasks", { body: {} })).toEqual(issues);
  });
});

describe("matchPath", () => {
  it.each<[template: string, path: string, Record<string, string> | undefined]>([
    ["/v1/tasks/{task-id}", "/v1/tasks/a%20b", { "task-id": "a%20b" }],
    ["/v1/tasks/{id}/files/{name}.csv", "/v1/tasks/7/files/a.b.csv", { id: "7", name: "a.b" }],
    ["/v1.0/tasks/{a}-{b}", "/v1.0/tasks/1-2-3", { a: "1", b: "2-3" }],
    ["/v1.0/tasks/{id}", "/v1x0/tasks/7", undefined],
    ["/v1/tasks/{id}", "/v1/tasks/7/8", undefined],
    ["/v1/tasks/{id}", "/v1/tasks/", undefined],
  ])("finds the values of %s in %s", (template, path, values) => {
    expect(matchPath(template, path)).toEqual(values);
  });
});
