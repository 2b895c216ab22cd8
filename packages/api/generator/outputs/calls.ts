import type { CallShape } from "../../src/with-shapes.ts";
import { listOperations, resolve, type Spec } from "../spec.ts";
import { isJson, successOf } from "./examples.ts";
import { parameterFields } from "./operations.ts";

/**
 * Generates what openapi-fetch can't know about calls: how lists are separated, and which bodies aren't JSON. A spec without
 * them has a function that does nothing, which bundlers remove.
 */
export function calls(spec: Spec): string {
  const table = Object.fromEntries(
    listOperations(spec).flatMap((operation) => {
      const separators = parameterFields(spec, operation, "query").flatMap(([name, { style, explode }]) =>
        style && !explode ? [[name, SEPARATORS[style]]] : [],
      );
      const lists = parameterFields(spec, operation, "header").flatMap(([name, { type }]) =>
        type === "array" ? [name] : [],
      );
      const parseAs = parserOf(spec, operation);
      const call: CallShape = {
        ...(separators.length > 0 && { separators: Object.fromEntries(separators) }),
        ...(lists.length > 0 && { lists }),
        ...(parseAs && { parseAs }),
      };
      return Object.keys(call).length > 0 ? [[`${operation.method} ${operation.path}`, call]] : [];
    }),
  );
  const isNeeded = Object.keys(table).length > 0;
  return [
    ...(isNeeded ? ['import { type CallShape, withShapes } from "../src/with-shapes.ts";', ""] : []),
    ...(isNeeded ? [`const SHAPES: Readonly<Record<string, CallShape>> = ${JSON.stringify(table, null, 2)};`, ""] : []),
    "/**",
    " * Makes a client of openapi-fetch send lists as the spec says, and read bodies that aren't JSON. Returns the client itself",
    " * if no operation needs that.",
    " */",
    "export function asSpecified<Client extends object>(client: Client): Client {",
    isNeeded ? "  return withShapes(client, SHAPES);" : "  return client;",
    "}",
    "",
  ].join("\n");
}

/** On the wire, percent-encoded where a URL needs it. */
const SEPARATORS: Readonly<Record<string, string>> = { form: ",", spaceDelimited: "%20", pipeDelimited: "%7C" };

/** How a client reads a body that isn't JSON. The types agree: outputs/types.ts. */
function parserOf(spec: Spec, operation: ReturnType<typeof listOperations>[number]): string | undefined {
  const { type, media } = successOf(spec, operation);
  if (media === undefined || isJson(type)) return undefined;
  const schema = resolve(spec, media.schema);
  return typeof schema === "object" && schema.format === "binary" ? "blob" : "text";
}
