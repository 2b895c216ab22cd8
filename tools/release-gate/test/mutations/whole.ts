import { drop, type Mutation, rename, rewrite, set } from "../mutation.ts";

const PATH = "/v1/cdn/statistics/export-tasks";
const text = { type: "string", description: "A text." };

export const operations: Mutation[] = [
  {
    name: "an operation is new",
    edits: [
      set(`paths/${PATH.replaceAll("/", "~1")}/delete`, {
        operationId: "deleteExportTask",
        summary: "Delete",
        responses: { "204": { description: "Gone." } },
      }),
    ],
    forth: "minor",
    back: "major",
    says: "deleteExportTask: the operation is new: minor",
  },
  {
    name: "an operation has another name",
    edits: [set("list/operationId", "findExportTasks")],
    forth: "major",
    back: "major",
  },
  {
    name: "the path changes",
    edits: [rewrite(PATH, "/v2/cdn/statistics/export-tasks")],
    forth: "major",
    back: "major",
  },
  { name: "an operation is deprecated", edits: [set("create/deprecated", true)], forth: "minor", back: "patch" },
];

export const access: Mutation[] = [
  {
    name: "one more security requirement suffices",
    given: [set("root/security", [{ aksk: [] }])],
    edits: [set("root/security", [{ aksk: [] }, { token: [] }])],
    forth: "minor",
    back: "major",
  },
  { name: "one operation needs no security", edits: [set("list/security", [])], forth: "minor", back: "major" },
  {
    name: "the key is sent in another header",
    edits: [set("schemes/aksk/name", "X-Signature")],
    forth: "major",
    back: "major",
  },
  { name: "the scheme has another name", edits: [rewrite('"aksk"', '"signature"')], forth: "none", back: "none" },
  {
    name: "the scheme has another description",
    edits: [set("schemes/aksk/description", "A signature.")],
    forth: "patch",
    back: "patch",
  },
  { name: "a server is removed", edits: [drop("servers/1")], forth: "major", back: "minor" },
  {
    name: "a server changes",
    edits: [set("servers/0/url", "https://cdn.example.com")],
    forth: "major",
    back: "major",
  },
  {
    name: "a server has another description",
    edits: [set("servers/0/description", "Most sites.")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "the servers have another order",
    edits: [set("root/servers", (old: unknown[]) => [...old].reverse())],
    forth: "none",
    back: "none",
  },
];

export const refactorings: Mutation[] = [
  {
    name: "a list is written where it was referred to",
    edits: [{ spec: ({ document }) => inline(document.components.schemas, "CountryExport", "stat_type", "StatType") }],
    forth: "minor",
    back: "major",
  },
  {
    name: "a nested object gets a name, which is exported",
    edits: [
      {
        spec: ({ document: { components } }) => {
          const { properties } = components.schemas.ServiceError as { properties: Record<string, object> };
          components.schemas.ErrorDetails = properties.error as never;
          properties.error = { $ref: "#/components/schemas/ErrorDetails" };
        },
      },
    ],
    forth: "none",
    back: "major",
  },
  {
    name: "a parameter is shared",
    edits: [
      set("components/parameters", { Account: { name: "account", in: "query", schema: { type: "string" } } }),
      set("list/parameters", (old: unknown[]) => [...old, { $ref: "#/components/parameters/Account" }]),
    ],
    given: [
      set("list/parameters", (old: unknown[]) => [
        ...old,
        { name: "account", in: "query", schema: { type: "string" } },
      ]),
    ],
    forth: "none",
    back: "none",
  },
  {
    name: "a shared answer is written out",
    edits: [{ spec: ({ document }) => writeOut(document as unknown as Shared) }],
    forth: "none",
    back: "none",
  },
  {
    name: "a reference is wrapped in allOf",
    edits: [set("schemas/WorldwideExport/properties/isp", { allOf: [{ $ref: "#/components/schemas/Isp" }] })],
    forth: "none",
    back: "none",
  },
  { name: "oneOf is anyOf", edits: [rename("schemas/ExportTaskRequest/oneOf", "anyOf")], forth: "none", back: "none" },
  {
    name: "a list of one is a constant",
    edits: [drop("schemas/GroupBy/enum"), set("schemas/GroupBy/const", "domain")],
    forth: "major",
    back: "minor",
  },
  {
    name: "values have another order",
    edits: [set("schemas/Action/enum", (old: unknown[]) => [...old].reverse())],
    forth: "none",
    back: "none",
  },
  {
    name: "fields and schemas have another order",
    edits: [{ spec: (spec) => void reverse(spec.document) }],
    forth: "none",
    back: "none",
  },
  {
    name: "parameters have another order",
    edits: [set("list/parameters", (old: unknown[]) => [...old].reverse())],
    forth: "none",
    back: "none",
  },
  {
    name: "required fields have another order",
    edits: [set("schemas/ProvinceExport/required", ["province", "country"])],
    forth: "none",
    back: "none",
  },
  {
    name: "the other keyword rejects unnamed fields",
    edits: [rename("schemas/CountryExport/unevaluatedProperties", "additionalProperties")],
    forth: "none",
    back: "none",
  },
];

export const exported: Mutation[] = [
  {
    name: "a schema has another name",
    edits: [rewrite('"ServiceArea":', '"Area":'), rewrite("/ServiceArea", "/Area")],
    forth: "major",
    back: "major",
    says: "exported types: ServiceArea is gone: major",
  },
  {
    name: "a schema that no operation uses is new",
    edits: [set("schemas/Quota", { type: "object", properties: { left: { type: "integer" } } })],
    forth: "minor",
    back: "major",
  },
  {
    name: "a schema that no operation uses requires a field",
    given: [set("schemas/Quota", { type: "object", properties: { left: { type: "integer" } } })],
    edits: [set("schemas/Quota/required", ["left"])],
    forth: "major",
    back: "major",
  },
];

export const texts: Mutation[] = [
  {
    name: "a schema has another description",
    edits: [set("schemas/Isp/description", "The carriers.")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "a parameter has another description",
    edits: [set("list/parameters/0/description", "How many.")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "an operation has another description",
    edits: [set("list/description", "Tasks.")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "an answer has another description",
    edits: [set("list/responses/200/description", "Tasks.")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "an example changes",
    edits: [drop("create/requestBody/content/application~1json/examples/carriers")],
    forth: "patch",
    back: "patch",
  },
  { name: "the evidence changes", edits: [set("schemas/Isp/x-evidence", "unknown")], forth: "patch", back: "patch" },
  {
    name: "a value has another description",
    edits: [set("schemas/Language/x-values/zh/en", "Mandarin")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "the text of a schema that no operation uses",
    given: [set("schemas/Note", text)],
    edits: [set("schemas/Note/description", "Any text.")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "the version changes",
    edits: [{ spec: (spec) => version(spec, "1.0.1") }],
    forth: "patch",
    back: "patch",
  },
];

interface Shared {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  components: { responses: Record<string, unknown> };
}

function writeOut({ paths, components }: Shared): void {
  const list = paths[PATH]?.get;
  if (list) list.responses.default = structuredClone(components.responses.Error);
}

function inline(schemas: Record<string, unknown>, owner: string, field: string, name: string): void {
  const { properties } = schemas[owner] as { properties: Record<string, unknown> };
  properties[field] = structuredClone(schemas[name]);
}

function version(spec: { version: string; document: { info: { version: string } } }, to: string): void {
  spec.version = to;
  spec.document.info.version = to;
}

/** Every object's keys, and with them paths, schemas, fields. */
function reverse(node: unknown): void {
  if (typeof node !== "object" || node === null) return;
  for (const child of Object.values(node)) reverse(child);
  if (Array.isArray(node)) return;
  const entries = Object.entries(node).reverse();
  for (const [key] of entries) delete (node as Record<string, unknown>)[key];
  Object.assign(node, Object.fromEntries(entries));
}
