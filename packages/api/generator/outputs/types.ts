import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { knownValues, resolve, type Schema, type Spec } from "../spec.ts";

/** The types: openapi-typescript's output, with open lists that complete in an editor and comments on every property. */
export async function types(spec: Spec): Promise<string> {
  const ast = await openapiTS(JSON.stringify(withComments(spec)), {
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
    transform(schema) {
      const known = knownValues(spec, schema as Schema);
      return known && openList(known);
    },
  });
  return astToString(ast);
}

/** `"a" | "b" | (string & {})`: a plain `| string` would swallow the literals. */
function openList(known: string[]): ts.TypeNode {
  const { factory } = ts;
  const literals = known.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value)));
  const anyString = factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
  return factory.createUnionTypeNode([...literals, anyString]);
}

/** openapi-typescript comments a property with what stands beside its `$ref`, so the description is copied there. */
function withComments(spec: Spec): unknown {
  const document = structuredClone(spec.document);
  for (const schema of Object.values(document.components.schemas)) comment(spec, schema);
  return document;
}

function comment(spec: Spec, schema: Schema): void {
  if (typeof schema === "boolean") return;
  for (const property of Object.values(schema.properties ?? {})) {
    if (typeof property === "boolean") continue;
    const target = resolve(spec, property);
    if (typeof target === "object") property.description = describe(target);
    comment(spec, property);
  }
}

function describe(schema: Exclude<Schema, boolean>): string {
  const meanings = Object.entries(schema["x-enumDescriptions"] ?? {})
    .filter(([value]) => schema.enum?.includes(value) ?? true)
    .map(([value, meaning]) => `- \`${value}\`: ${meaning}`);
  return [schema.description ?? "", ...meanings].join("\n");
}
