import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { commentOf, oneLine } from "../fields.ts";
import { knownValues, listOperations, resolve, type Schema, type SchemaObject, type Spec } from "../spec.ts";

const { factory } = ts;

/**
 * Generates the types: the output of openapi-typescript with a named interface for each schema, because compiler errors
 * print names; with open lists that editors can complete; and with everything that the spec says about a field in its
 * comment.
 */
export async function types(spec: Spec): Promise<string> {
  const ast = await openapiTS(JSON.stringify(withComments(spec)), {
    defaultNonNullable: false,
    silent: true,
    transform(schema) {
      if (schema.format === "binary") return factory.createTypeReferenceNode("Blob");
      const known = knownValues(spec, schema as Schema);
      return known && openList(known);
    },
  });
  const named = [...ast.flatMap((node) => schemaDeclarations(node, spec)), ...ast];
  const { transformed } = ts.transform(named, [byName]);
  return refusals(spec) + withMemberComments(tidy(astToString(transformed as ts.Node[])), spec);
}

/** Removes the tag before a description, and indentation, which Markdown would show as code. */
function tidy(text: string): string {
  return text
    .replaceAll(/(\/\*\*|\*) @description /g, "$1 ")
    .replaceAll(/^(\s*\*) {5}/gm, "$1 ")
    .replaceAll(/^\s*\* @enum .*\n/gm, "")
    .replaceAll(/^export (?:interface|type) (paths|operations|components|webhooks|\$defs)\b/gm, (text, name) =>
      name in OF_ALL ? `/** ${OF_ALL[name]} */\n${text}` : text,
    );
}

/** Comments for the declarations that openapi-typescript generates for a whole document. */
const OF_ALL: Readonly<Record<string, string>> = {
  paths: "All paths with their operations, for `createClient<paths>()` of openapi-fetch.",
  operations: "All operations by `operationId`: parameters, body, responses.",
  components: "The schemas, parameters, headers and responses of the spec by name.",
  webhooks: "Empty: the service has no webhooks.",
  $defs: "Empty: the spec has no definitions outside `components`.",
};

/** Comments for the members that openapi-typescript generates around schemas and operations. */
const OF_MEMBERS: Readonly<Record<string, string>> = {
  schemas: "Types by the names of their schemas.",
  responses: "Responses by HTTP status, or by name.",
  parameters: "Parameters by their place in the request.",
  query: "Parameters in the query.",
  path: "Parameters in the path.",
  header: "Parameters in headers.",
  cookie: "Parameters in cookies.",
  requestBody: "Body of the request.",
  headers: "Headers by name.",
  content: "Bodies by media type.",
  "application/json": "Body in JSON.",
  default: "Response with any other HTTP status.",
};

/** Adds a comment to each member of these interfaces that has none. */
function withMemberComments(text: string, spec: Spec): string {
  const operations = Object.fromEntries(
    listOperations(spec).map(({ operationId, summary }) => [operationId, `${summary}.`]),
  );
  return text.replaceAll(/(?<!\*\/\n)^(\s{4,})"?([\w/-]+)"?\??: (never)?/gm, (member, indent, name, never) => {
    const known = { ...OF_MEMBERS, ...operations }[name];
    const comment = never ? "None." : (known ?? `The ${name.startsWith("/") ? "operations of" : "type"} \`${name}\`.`);
    return `${indent}/** ${comment} */\n${member}`;
  });
}

/**
 * Generates an enumeration with a member for each rule that refuses a field. Code that reads a request sees a string;
 * code that builds one has no value of that type; and compiler errors print the member's name.
 */
function refusals(spec: Spec): string {
  const found = Object.values(spec.document.components.schemas).flatMap((schema) =>
    Object.values((schema as SchemaObject)["x-refused"] ?? {}),
  );
  const rules = new Map(found.map((why) => [memberOf(why.rule), why]));
  if (rules.size === 0) return "";
  return [
    "\n/** Why a property must not be sent. These types have no values: compiler errors print their names. */",
    "declare enum Refused {",
    ...[...rules].flatMap(([name, why]) => [
      `  /** Evidence: ${oneLine(why["x-evidence"])} */`,
      `  ${name} = ${JSON.stringify(why.rule)},`,
    ]),
    "}",
    "export type { Refused };\n\n",
  ].join("\n");
}

function memberOf(rule: string): string {
  return rule.replaceAll(/\W+/g, "_");
}

/** `"a" | "b" | (string & {})`: a plain `| string` would swallow the literals. */
function openList(known: string[]): ts.TypeNode {
  const literals = known.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value)));
  const anyString = factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
  return factory.createUnionTypeNode([...literals, anyString]);
}

/** Declares each schema of `interface components` separately. */
function schemaDeclarations(node: ts.Node, spec: Spec): ts.Node[] {
  if (!ts.isInterfaceDeclaration(node) || node.name.text !== "components") return [];
  const schemas = node.members.find((member) => nameOf(member) === "schemas") as ts.PropertySignature;
  return (schemas.type as ts.TypeLiteralNode).members.map((member) => {
    const name = nameOf(member) as string;
    const type = (member as ts.PropertySignature).type as ts.TypeNode;
    const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
    const declaration = ts.isTypeLiteralNode(type)
      ? factory.createInterfaceDeclaration(exported, name, undefined, undefined, refusing(type, spec, name))
      : factory.createTypeAliasDeclaration(exported, name, undefined, spelledOut(type));
    return ts.setSyntheticLeadingComments(declaration, ts.getSyntheticLeadingComments(member));
  });
}

/** With more values than this, a compiler error prints the name of the list. */
const FEW = 4;

/** `[300, 3600][number]`: for a named union, a compiler error would print only the name. */
function spelledOut(type: ts.TypeNode): ts.TypeNode {
  // openapi-typescript writes a string as an identifier with quotes.
  const isLiteral = (node: ts.Node) => ts.isLiteralTypeNode(node) || ts.isIdentifier(node);
  if (!ts.isUnionTypeNode(type) || type.types.length > FEW || !type.types.every(isLiteral)) return type;
  const values = ts.setEmitFlags(factory.createTupleTypeNode(type.types), ts.EmitFlags.SingleLine);
  return factory.createIndexedAccessTypeNode(values, factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword));
}

/** Replaces `never` with `Refused.the_rule`. */
function refusing({ members }: ts.TypeLiteralNode, spec: Spec, schema: string): ts.TypeElement[] {
  const refused = (spec.document.components.schemas[schema] as SchemaObject)["x-refused"] ?? {};
  return members.map((member) => {
    const name = nameOf(member) ?? "";
    const why = Object.hasOwn(refused, name) ? refused[name] : undefined;
    if (!why) return member;
    const type = factory.createTypeReferenceNode(
      factory.createQualifiedName(factory.createIdentifier("Refused"), memberOf(why.rule)),
    );
    const optional = factory.createToken(ts.SyntaxKind.QuestionToken);
    const property = factory.createPropertySignature(undefined, name, optional, type);
    const comment = `* Must not be sent here: ${why.rule}. Evidence: ${oneLine(why["x-evidence"])} `;
    return ts.addSyntheticLeadingComment(property, ts.SyntaxKind.MultiLineCommentTrivia, comment, true);
  });
}

function nameOf(member: ts.TypeElement): string | undefined {
  return member.name && "text" in member.name ? member.name.text : undefined;
}

/** Replaces `components["schemas"]["Action"]` with `Action`, also inside `components.schemas`. */
const byName: ts.TransformerFactory<ts.Node> = (context) => (root) => {
  const inSchemas = (node: ts.Node): ts.Node => {
    if (ts.isPropertySignature(node) && nameOf(node) === "schemas" && node.type && ts.isTypeLiteralNode(node.type)) {
      const members = node.type.members.map((member) =>
        factory.createPropertySignature(
          undefined,
          member.name as ts.PropertyName,
          undefined,
          factory.createTypeReferenceNode(nameOf(member) as string),
        ),
      );
      return factory.updatePropertySignature(
        node,
        undefined,
        node.name,
        undefined,
        factory.createTypeLiteralNode(members),
      );
    }
    return visit(node);
  };
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === "components")
      return ts.visitEachChild(node, inSchemas, context);
    return (ts.isIndexedAccessTypeNode(node) && schemaReference(node)) || ts.visitEachChild(node, visit, context);
  };
  return visit(root);
};

function schemaReference({ indexType, objectType }: ts.IndexedAccessTypeNode): ts.TypeNode | undefined {
  if (!ts.isIndexedAccessTypeNode(objectType) || literal(objectType.indexType) !== "schemas") return undefined;
  const name = literal(indexType);
  return name === undefined ? undefined : factory.createTypeReferenceNode(name);
}

function literal(node: ts.TypeNode): string | undefined {
  return ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal) ? node.literal.text : undefined;
}

/** Copies everything that the spec says about a node into `description`, which openapi-typescript writes as comment. */
function withComments(spec: Spec): unknown {
  const document = structuredClone(spec.document);
  for (const schema of Object.values(document.components.schemas)) comment(spec, schema);
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    for (const parameter of operation.parameters ?? []) {
      parameter.description = commentOf(spec, parameter.schema, parameter);
      if (typeof parameter.schema === "object") strip(parameter.schema);
    }
  }
  return document;
}

function comment(spec: Spec, schema: Schema): void {
  if (typeof schema === "boolean") return;
  schema.description = commentOf(spec, schema);
  for (const property of Object.values(schema.properties ?? {})) {
    if (typeof property === "boolean") continue;
    if (property.$ref === undefined) comment(spec, property);
    else property.description = commentOf(spec, resolve(spec, property));
  }
  strip(schema);
}

/** Removes what the description already contains. */
function strip(schema: SchemaObject): void {
  delete schema.format;
  delete schema.default;
}
