// The operations of a document by name, whole: what a path says for all its methods is said of each.
import {
  type Operation,
  type Parameter,
  resolve,
  type Schema,
  type Spec,
} from "../../../packages/api/generator/spec.ts";

/** A piece of the document whose keywords are looked at by name. */
export type Piece = Record<string, unknown>;

export interface Located {
  /** The operationId, or method and path. */
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
  /** What the operation says of it, or its path, or the document. */
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

/** Follows a reference; what stands beside it says more than what it points to. */
export function deref<T extends object>(spec: Spec, node: T): T {
  const target = resolve(spec, node as { $ref?: string }) as T;
  if (target === node) return node;
  const { $ref: _, ...beside } = node as Piece;
  return { ...deref(spec, target), ...beside } as T;
}

/** The same operation before and after: by its name, else by method and path. */
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
