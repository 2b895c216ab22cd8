import { listOperations, resolve, type Spec } from "../spec.ts";

/** What the spec shows as the answer to each operation, for servers that stand in for the service. */
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
    "/** A successful answer; no `body` where none is documented. */",
    "export interface Example {",
    "  status: number;",
    "  body?: unknown;",
    "}",
    "",
    "/** The first example that the spec has of each operation's success. */",
    `export const examples: Readonly<Record<OperationId, Example>> = ${JSON.stringify(table, null, 2)};`,
    "",
  ].join("\n");
}
