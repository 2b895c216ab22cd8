// Finds the English messages of our packages in their code with the compiler: each text that an error, its advice, a warning, a
// reason, a statement or an explanation can have.
import { relative } from "node:path";
import ts from "typescript";
import { Evaluator, HOLE } from "./evaluator.ts";
import { ROOT, readSources, visit } from "./sources.ts";

/** A place in the code with the messages that it can make. */
export interface Place {
  /** The file and line. */
  where: string;
  /** Each message, with `<1>`, `<2>` for the values. */
  messages: string[];
}

/** Properties whose values people read. */
const FOR_PEOPLE: ReadonlySet<string> = new Set([
  "message",
  "advice",
  "reason",
  "statements",
  "summary",
  "cause",
  "link",
]);

/** Properties whose texts are about the spec. */
const NOTES: ReadonlySet<string> = new Set(["evidence", "says"]);

/** Formats of files, a keyword of schemas, and values that are compared. */
const FOR_PROGRAMS =
  /^\{?"?(format":")?@?cdn-export\b|^(false schema|no asyncDispose|not exported|not due|this task|another task|something else|of task )$/;

const SENTENCE = /[a-z']{2,},? [a-z']{2,}/;

export function placesWithMessages(): Place[] {
  const sources = readSources();
  const { files, checker } = sources;
  const evaluator = new Evaluator(sources);
  const places = files.flatMap((file) => placesIn(file, evaluator, checker));
  // Sentences whose way to an error or a reason the compiler can't follow.
  const found = places.flatMap(({ messages }) => messages).join("\n");
  // Most sentences of the fleet are SQL.
  const withSentences = files.filter(({ fileName }) => !/\/packages\/fleet\/src\/(?!config)/.test(fileName));
  const others = withSentences.flatMap((file) => sentencesIn(file, found, evaluator, checker));
  return [...places, ...others].filter(({ messages }) => messages.length > 0);
}

function placesIn(file: ts.SourceFile, evaluator: Evaluator, checker: ts.TypeChecker): Place[] {
  const places: Place[] = [];
  const add = (node: ts.Node, texts: readonly string[]) => places.push(placeOf(node, texts));
  visit(file, (node) => {
    for (const arg of messageArguments(node, checker)) add(arg, evaluator.texts(arg));
    if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return;
    const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
    if (!FOR_PEOPLE.has(node.name.getText()) || isKey(value, checker)) return;
    add(node, ts.isPropertyAssignment(node) ? evaluator.texts(node.initializer) : evaluator.shorthand(node));
  });
  return places;
}

/** What is passed to the constructor of an error, without its code and its details. */
function messageArguments(node: ts.Node, checker: ts.TypeChecker): ts.Expression[] {
  const isSuper = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;
  if (!isSuper && !ts.isNewExpression(node)) return [];
  const made = isSuper ? ts.findAncestor(node, ts.isClassLike) : node;
  // The base class only joins what others pass to it.
  if (made && ts.isClassLike(made) && made.name?.text === "CdnExportError") return [];
  if (!made || !isErrorType(checker.getTypeAtLocation(made), checker)) return [];
  return (node.arguments ?? []).filter((arg) => !ts.isObjectLiteralExpression(arg) && !isCode(arg, checker));
}

function isErrorType(type: ts.Type, checker: ts.TypeChecker): boolean {
  const whole = checker.getBaseConstraintOfType(type) ?? type;
  return ["name", "message", "stack"].every((name) => checker.getPropertyOfType(whole, name));
}

function isCode(arg: ts.Expression, checker: ts.TypeChecker): boolean {
  const literals = partsOf(checker.getTypeAtLocation(arg)).filter((part) => part.isStringLiteral());
  return literals.length > 0 && literals.every(({ value }) => /^[A-Z][A-Z_]+$/.test(value));
}

/** One of a few words for programs. */
function isKey(expr: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getContextualType(expr);
  return type !== undefined && partsOf(type).every((part) => part.isStringLiteral());
}

function partsOf(type: ts.Type): ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** Sentences in the code that aren't in `found`. */
function sentencesIn(file: ts.SourceFile, found: string, evaluator: Evaluator, checker: ts.TypeChecker): Place[] {
  const places: Place[] = [];
  const isNew = (chunk: string) => SENTENCE.test(chunk) && !found.includes(chunk) && !FOR_PROGRAMS.test(chunk);
  const search = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isPropertyAssignment(node) && NOTES.has(node.name.getText())) return;
    if (isText(node) && chunksOf(node).some(isNew) && !isKey(node, checker))
      places.push(placeOf(node, evaluator.texts(node)));
    else ts.forEachChild(node, search);
  };
  search(file);
  return places;
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** The texts between the values. */
function chunksOf(node: ts.StringLiteralLike | ts.TemplateExpression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
}

function placeOf(node: ts.Node, texts: readonly string[]): Place {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  const messages = [...new Set(texts.map(numbered))].filter(
    (text) => / |^\w+$/.test(text.trim()) && /[a-z]{2}/.test(text.replaceAll(/<\d+>/g, "")),
  );
  return { where: `${relative(ROOT, file.fileName)}:${line + 1}`, messages };
}

function numbered(text: string): string {
  let count = 0;
  return text.replaceAll(HOLE, () => `<${++count}>`);
}
