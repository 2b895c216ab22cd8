import { targetOf } from "../broken.ts";
import type { MediaType } from "../openapi.ts";
import { sampleOf } from "../sample.ts";
import { toJson } from "../source.ts";
import { listOperations, resolve, type Spec } from "../spec.ts";

/** Generates the example response of each operation, for mock servers. */
export function examples(spec: Spec): string {
  const table = Object.fromEntries(
    listOperations(spec).map((operation) => [operation.operationId, exampleOf(spec, operation)]),
  );
  return [
    'import type { OperationId } from "./operations.ts";',
    "",
    "/** A successful response. */",
    "export interface Example {",
    "  /** HTTP status. */",
    "  status: number;",
    "  /** Parsed JSON body, absent if none is documented. */",
    "  body?: unknown;",
    "  /** Media type of a body that isn't JSON. */",
    "  type?: string;",
    "  /** The body as it's sent: one that isn't JSON, or JSON with a whole number beyond 2^53. */",
    "  text?: string;",
    "}",
    "",
    "/**",
    " * A successful response of each operation: the first example in the spec, or a value that the schema accepts if the",
    " * spec has no example.",
    " */",
    `export const examples: Readonly<Record<OperationId, Example>> = ${JSON.stringify(table, null, 2)};`,
    "",
  ].join("\n");
}

type Listed = ReturnType<typeof listOperations>[number];

function exampleOf(spec: Spec, operation: Listed): object {
  const { status, type, media } = successOf(spec, operation);
  if (media === undefined) return { status };
  const exact = exactExample(spec, operation, status, type);
  const value = exact === undefined ? sampleOf(spec, media.schema) : exact;
  if (isJson(type)) {
    const text = toJson(value);
    const body = JSON.parse(text);
    return { status, body, ...(JSON.stringify(body) !== text && { text }) };
  }
  return { status, type, text: typeof value === "string" ? value : toJson(value) };
}

export function isJson(type: string): boolean {
  return /^application\/([\w.-]+\+)?json\b/.test(type);
}

/** The successful response with the lowest status, and the type of its body: JSON if there is a choice. */
export function successOf(
  spec: Spec,
  { responses }: Listed,
): { status: number; type: string; media: MediaType | undefined } {
  const [status = "default"] = Object.keys(responses).filter((key) => key.startsWith("2"));
  const content = status === "default" ? {} : (resolve(spec, responses[status] ?? {}).content ?? {});
  const types = Object.keys(content);
  const type = types.find(isJson) ?? types[0] ?? "";
  return { status: Number(status) || 200, type, media: content[type] };
}

/** The first example as it's written, with all digits. */
function exactExample({ raw }: Spec, { path, method, responses }: Listed, status: number, type: string): unknown {
  const keys = ["paths", path, method.toLowerCase(), "responses", String(status)];
  const pointer = responses[status]?.$ref ?? `#/${keys.map((key) => key.replaceAll("/", "~1")).join("/")}`;
  const { content } = targetOf(raw, pointer) as { content: Record<string, MediaType> };
  return Object.values(content[type]?.examples ?? {})[0]?.value;
}
