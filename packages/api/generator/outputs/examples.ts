import { listOperations, resolve, type Spec } from "../spec.ts";

/** Generates the example response of each operation, for mock servers. */
export function examples(spec: Spec): string {
  const table = Object.fromEntries(
    listOperations(spec).map(({ operationId, responses }) => {
      const [status = "default"] = Object.keys(responses).filter((key) => key.startsWith("2"));
      const content = resolve(spec, responses[status] ?? {}).content?.["application/json"];
      const [first] = Object.values(content?.examples ?? {});
      return [operationId, { status: Number(status) || 200, body: first?.value }];
    }),
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
    "}",
    "",
    "/** The first example in the spec of a successful response, by operation. */",
    `export const examples: Readonly<Record<OperationId, Example>> = ${JSON.stringify(table, null, 2)};`,
    "",
  ].join("\n");
}
