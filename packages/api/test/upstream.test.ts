// Compares the spec with a Python SDK that the test writes from the spec, in the layout of the official one, and changes.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { loadSpec } from "../generator/spec.ts";
import { compare, type Texts } from "../generator/upstream/compare.ts";
import { readSdk, UpstreamError } from "../generator/upstream/read-sdk.ts";
import { exportCallsOf } from "./export-calls.ts";

const spec = exportCallsOf(await loadSpec(join(import.meta.dirname, "../../../spec")));
const root = await mkdtemp(join(tmpdir(), "upstream-"));
const V2 = "huaweicloudsdkcdn/v2";
const CLIENT = `${V2}/cdn_client.py`;
const BODY = `${V2}/model/export_task_vo.py`;
const QUERY = `${V2}/model/list_export_tasks_request.py`;
const TASK = `${V2}/model/export_task.py`;

type Fields = Record<string, [type: string, text: string]>;

const BODY_FIELDS: Fields = {
  action: [
    "str",
    "**取值范围：** - reports_detail：a - top_url_detail：b - top_ua_detail：c - top_referer_detail：d - top_ip_detail：e - isp_detail：f, - top_path_detail： g, - uv：h **默认取值：** 不涉及",
  ],
  domain_name: ["str", "text"],
  start_time: ["int", "text"],
  end_time: ["int", "text"],
  group_by: ["str", "**取值范围：** domain：a **默认取值：** 默认不分组"],
  interval: ["int", "**取值范围：** - 300：a - 3600：b **默认取值：** 不涉及"],
  service_area: [
    "str",
    "**取值范围：** - mainland_china：a - outside_mainland_china：b - global：c **默认取值：** mainland_china：a",
  ],
  stat_type: ["str", "**取值范围：** - flux：a - req_num：b **默认取值：** 不涉及"],
  country: ["str", "text"],
  province: ["str", "text"],
  isp: ["str", "text"],
  language: ["str", "**取值范围：** - zh：a - en：b **默认取值：** zh：a"],
};
const QUERY_FIELDS: Fields = {
  limit: ["int", "**取值范围：** 0-100 **默认取值：** 10"],
  offset: ["int", "**取值范围：** offset大于等于0 **默认取值：** 0"],
  task_id: ["str", "text"],
  task_name: ["str", "text"],
};
const TASK_FIELDS: Fields = {
  task_id: ["str", "text"],
  task_name: ["str", "text"],
  status: ["str", "**取值范围：** - success: a - fail: b"],
  download_link: ["str", "text"],
  create_time: ["int", "text"],
  update_time: ["int", "text"],
};

function model(name: string, fields: Fields): string {
  const names = Object.keys(fields);
  const dictionary = (value: (field: string) => string) =>
    names.map((field) => `        '${field}': '${value(field)}'`).join(",\n");
  const docs = names.map((field) => `        :param ${field}: ${fields[field]?.[1]}\n        :type ${field}: x\n`);
  const setters = names.map((field) => `        if ${field} is not None:\n            self.${field} = ${field}\n`);
  return `# coding: utf-8


class ${name}:
    sensitive_list = []

    openapi_types = {
${dictionary((field) => fields[field]?.[0] ?? "")}
    }

    attribute_map = {
${dictionary((field) => field)}
    }

    def __init__(self):
        r"""${name}

${docs.join("")}        """

${setters.join("")}
    def to_dict(self):
        return {}
`;
}

function call(name: string, method: string, className: string, parts: string): string {
  return `
    def ${name}(self, request):
        r"""Text

        Please refer to HUAWEI cloud API Explorer for details.
        """
        return self._call_api()

    @classmethod
    def _${name}_http_info(cls, request):
        http_info = {
            "method": "${method}",
            "resource_path": "/v1/cdn/statistics/export-tasks",
            "response_type": "${className}Response"
            }
${parts}
        return http_info
`;
}

const queries = Object.keys(QUERY_FIELDS).map((name) => `            query_params.append(('${name}', 1))`);
const FILES: Record<string, string> = {
  "huaweicloudsdkcdn-3.9.1.dist-info/METADATA": "Name: huaweicloudsdkcdn\nVersion: 3.9.1\n",
  [CLIENT]: `class CdnClient:
${call("create_export_task", "POST", "CreateExportTask", "        body = 1")}${call("list_export_tasks", "GET", "ListExportTasks", queries.join("\n"))}`,
  [`${V2}/region/cdn_region.py`]: 'A = Region("cn-north-1",\n    "https://cdn.myhuaweicloud.com")\n',
  [`${V2}/model/create_export_task_request.py`]: model("CreateExportTaskRequest", { body: ["ExportTaskVo", "text"] }),
  [`${V2}/model/create_export_task_response.py`]: model("CreateExportTaskResponse", {}),
  [BODY]: model("ExportTaskVo", BODY_FIELDS),
  [QUERY]: model("ListExportTasksRequest", QUERY_FIELDS),
  [`${V2}/model/list_export_tasks_response.py`]: model("ListExportTasksResponse", {
    total: ["int", "text"],
    data: ["list[ExportTask]", ""],
  }),
  [TASK]: model("ExportTask", TASK_FIELDS),
};

beforeEach(async () => {
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(join(root, file, ".."), { recursive: true });
    await writeFile(join(root, file), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(root, file), "utf8");
  expect(text.replace(from, to)).not.toBe(text);
  await writeFile(join(root, file), text.replace(from, to));
}

const differences = async (recorded: Texts) => (await compare(spec, await readSdk(root), recorded)).differences;
const textsNow = async () => (await compare(spec, await readSdk(root), {})).texts;

describe("the comparison with the SDK", () => {
  it("finds no difference in an SDK with the calls, fields, types, values and texts of the spec", async () => {
    const texts = await textsNow();
    expect(Object.keys(texts)).toHaveLength(26);
    expect(await differences(texts)).toEqual([]);
    expect(await differences({})).toHaveLength(26);
  });

  it.each<[string, file: string, from: string | RegExp, to: string, expected: string]>([
    ["a new value", BODY, "- uv：", "- live：x - uv：", "createExportTask body.action: the SDK also has live"],
    ["a value that is gone", BODY, "300：a - ", "", "createExportTask body.interval: the SDK doesn't have 300"],
    [
      "another type",
      BODY,
      "'start_time': 'int'",
      "'start_time': 'str'",
      "createExportTask body.start_time: the SDK's type is str",
    ],
    ["another range", QUERY, "0-100", "0-50", "listExportTasks query.limit: the SDK's range is 0 to 50"],
    ["another default", QUERY, "** 10", "** 20", "listExportTasks query.limit: the SDK's default is 20"],
    [
      "a field that is required",
      QUERY,
      "        if task_id is not None:\n            self.task_id",
      "        self.task_id",
      "listExportTasks query.task_id: the SDK calls it required",
    ],
    [
      "a renamed field",
      TASK,
      "'status': 'status'",
      "'status': 'state'",
      "listExportTasks response.data[].status: the SDK doesn't have it",
    ],
    [
      "another path",
      CLIENT,
      /tasks"/,
      'jobs"',
      "createExportTask: the SDK has no POST /v1/cdn/statistics/export-tasks",
    ],
    [
      "a call that is new",
      CLIENT,
      /$/,
      call("delete_export_task", "DELETE", "DeleteExportTask", "").replace("export-tasks", "export-tasks/{id}"),
      "delete_export_task: DELETE /v1/cdn/statistics/export-tasks/{id} is only in the SDK",
    ],
    [
      "another endpoint",
      `${V2}/region/cdn_region.py`,
      /$/,
      'B = Region("x", "https://cdn.example.com")',
      "servers: https://cdn.example.com is only in the SDK",
    ],
    [
      "a changed text",
      BODY,
      ":param isp: text",
      ":param isp: other",
      "createExportTask body.isp: its description changed: other",
    ],
  ])("reports %s", async (_, file, from, to, expected) => {
    const texts = await textsNow();
    await edit(file, from, to);
    expect(await differences(texts)).toContain(expected);
  });

  it("reports a text that is gone", async () => {
    const texts = await textsNow();
    expect(await differences({ ...texts, "createExportTask body.gone": "1" })).toEqual([
      "createExportTask body.gone: its description is gone",
    ]);
  });
});

describe("an SDK that can't be read is an error, never without differences", () => {
  it.each<[string, file: string, from: string | RegExp, to: string]>([
    ["a client without calls", CLIENT, /_http_info/g, "_info"],
    ["a call without a path", CLIENT, '"resource_path"', '"path"'],
    ["a call without a description", CLIENT, 'r"""Text', 'r"""'.replaceAll('"', "'")],
    ["a model without types", BODY, "openapi_types", "types"],
    ["a model with types of another form", BODY, "'action': 'str'", "'action': str"],
    ["a model without a description of a field", BODY, ":param isp:", ":arg isp:"],
    ["a model that ends early", BODY, /attribute_map.*/s, ""],
    ["a model with another name", TASK, "class ExportTask", "class Task"],
    ["no regions", `${V2}/region/cdn_region.py`, /Region/g, "Place"],
    ["no version", "huaweicloudsdkcdn-3.9.1.dist-info/METADATA", "Version", "Edition"],
  ])("%s", async (_, file, from, to) => {
    await edit(file, from, to);
    await expect(differences({})).rejects.toThrow(UpstreamError);
  });

  it("a missing model", async () => {
    await rm(join(root, TASK));
    await expect(differences({})).rejects.toThrow(/export_task\.py can't be read/);
  });

  it("no SDK: the command says where to get it", { timeout: 30_000 }, () => {
    const main = join(import.meta.dirname, "../generator/upstream/main.ts");
    for (const args of [[], [join(root, V2, "model")]]) {
      const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
      expect(status).toBe(2);
      expect(stderr).toContain("pip download --no-deps --dest sdk huaweicloudsdkcdn");
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
