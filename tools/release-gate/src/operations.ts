// The operations of a document, each with what its path declares for all methods.
import {
  type Operation,
  type Parameter,
  resolve,
  type Schema,
  type Spec,
} from "../../../packages/api/generator/spec.ts";

/** A part of the document, with its keywords by name. */
export type Piece = Record<string, unknown>;

export interface Located {
  /** The operationId, or else method and path. */
  name: string;
  path: string;
  /** Lower case, as in the document. */
  method: string;
  operation: Operation & Piece;
  /** By location and name: `query limit`. */
  parameters: Map<string, Parameter & Piece>;
  /** By media type. */
  bodies: Record<string, Piece & { schema?: Schema }>;
  /** By status. */
  responses: Record<string, Answer>;
  /** The keyword's value in the operation, or else in its path, or else in the document. */
  effective(keyword: "servers" | "security"): unknown[];
}

export interface Answer extends Piece {
  description?: string;
  headers?: Record<string, Piece & { schema?: Schema }>;
  content?: Record<string, Piece & { schema?: Schema }>;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

export function operationsOf(spec: Spec): Located[] {
  const document = spec.document as unknown as Piece;
  return Object.entries(spec.document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => {
        const shared = ((item as Piece).parameters ?? []) as Parameter[];
        const parameters = [...shared, ...(operation.parameters ?? [])].map((parameter) => deref(spec, parameter));
        const body = deref(spec, (operation.requestBody ?? {}) as Piece);
        return {
          name: operation.operationId ?? `${method.toUpperCase()} ${path}`,
          path,
          method,
          operation: operation as Operation & Piece,
          parameters: new Map(
            parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter as Parameter & Piece]),
          ),
          bodies: (body.content ?? {}) as Located["bodies"],
          responses: Object.fromEntries(
            Object.entries(operation.responses).map(([status, response]) => [status, deref(spec, response) as Answer]),
          ),
          effective: (keyword) =>
            ((operation as unknown as Piece)[keyword] ??
              (item as Piece)[keyword] ??
              document[keyword] ??
              []) as unknown[],
        };
      }),
  );
}

/** Follows a reference. Keywords beside it override those of its target. */
export function deref<T extends object>(spec: Spec, node: T): T {
  const target = resolve(spec, node as { $ref?: string }) as T;
  if (target === node) return node;
  const { $ref: _, ...beside } = node as Piece;
  return { ...deref(spec, target), ...beside } as T;
}

/** Pairs each operation with its successor: the one with the same name, or else with the same method and path. */
export function pairOperations(
  before: readonly Located[],
  after: readonly Located[],
): [Located | undefined, Located | undefined][] {
  const rest = new Set(after);
  const take = (found: Located | undefined) => {
    if (found) rest.delete(found);
    return found;
  };
  const named = before.map((old) => [old, take(after.find(({ name }) => name === old.name))] as const);
  const pairs = named.map(([old, same]): [Located, Located | undefined] => [
    old,
    same ?? take([...rest].find(({ path, method }) => path === old.path && method === old.method)),
  ]);
  return [...pairs, ...[...rest].map((fresh): [undefined, Located] => [undefined, fresh])];
}
