// The public surface of one entry point: its exports, and the package's other declarations that they use.
import ts from "typescript";
import { summaryOf } from "./docs.ts";
import { type Kind, kindOf, labelOf } from "./kinds.ts";
import { undocumentedMembers } from "./members.ts";

export interface Surface {
  /** In the order of names. */
  exported: Exported[];
  /** Declarations that the exports use, in the order of names. */
  inner: Declared[];
}

export interface Declared {
  name: string;
  /** The declaration, without comments. */
  text: string;
}

export interface Exported extends Declared {
  kind: Kind;
  /** The name, with the parameters of a function or a type. */
  label: string;
  /** The first sentence of the docs, as Markdown; `undefined` without docs. */
  summary: string | undefined;
  /** The export and its members without docs, as `Type` and `Type.member`. Another package's are its own. */
  undocumented: string[];
}

/** Reads the declarations that a build has written. Names of the bundler's files and variables don't matter. */
export function surfaceOf(program: ts.Program, file: string, directory: string): Surface {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) return { exported: [], inner: [] };
  const symbols = checker.getExportsOfModule(module).map((symbol) => [symbol.name, original(checker, symbol)] as const);
  const names = new Map(symbols.map(([name, symbol]) => [symbol, name]));
  const inner = new Set<ts.Symbol>();
  const waiting = [...names.keys()];
  for (let symbol = waiting.pop(); symbol; symbol = waiting.pop()) {
    for (const found of partsOf(checker, symbol)) {
      if (names.has(found) || inner.has(found) || !isOwn(found, directory)) continue;
      inner.add(found);
      waiting.push(found);
    }
  }
  const declared = (symbol: ts.Symbol, name: string) => ({ name, text: declare(checker, symbol, name, names) });
  const exported = (symbol: ts.Symbol, name: string) => {
    const summary = summaryOf(symbol);
    const members = isOwn(symbol, directory) ? undocumentedMembers(checker, symbol, name) : [];
    return {
      ...declared(symbol, name),
      kind: kindOf(checker, symbol),
      label: labelOf(checker, symbol, name),
      summary,
      undocumented: [...(summary === undefined ? [name] : []), ...members],
    };
  };
  return {
    exported: symbols.map(([name, symbol]) => exported(symbol, name)).sort(byName),
    inner: [...inner].map((symbol) => declared(symbol, symbol.name)).sort(byName),
  };
}

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

function declare(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  name: string,
  names: ReadonlyMap<ts.Symbol, string>,
): string {
  // The same declaration may be exported under several names.
  const known = new Map(names).set(symbol, name);
  const texts = (symbol.declarations ?? []).filter(isDeclaration).map((declaration) => {
    const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    const { transformed } = ts.transform<ts.Node>(node, [(context) => (root) => trim(checker, root, known, context)]);
    const printed = printer.printNode(ts.EmitHint.Unspecified, transformed[0] as ts.Node, declaration.getSourceFile());
    return printed
      .replace(/^export (default )?/, "")
      .replace(/^declare /, "")
      .replaceAll(/ {4}/g, "  ");
  });
  return texts.length > 0 ? texts.join("\n") : `${name}: see the package that declares it`;
}

/** Uses the exported names, and replaces texts for people by `string`: the documentation has them. */
function trim(
  checker: ts.TypeChecker,
  root: ts.Node,
  names: ReadonlyMap<ts.Symbol, string>,
  context: ts.TransformationContext,
): ts.Node {
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal) && isForPeople(node.literal.text))
      return ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
    if (ts.isVariableDeclaration(node) && node.initializer && isForPeople(node.initializer.getText()))
      return ts.factory.updateVariableDeclaration(
        node,
        node.name,
        undefined,
        ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
        undefined,
      );
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const known = symbol && names.get(original(checker, symbol));
    if (known !== undefined && known !== node.getText()) return ts.factory.createIdentifier(known);
    return ts.visitEachChild(node, visit, context);
  };
  return visit(root);
}

function isForPeople(text: string): boolean {
  return text.includes(" ") || /[0-9a-f]{64}/.test(text);
}

/** The symbols that a symbol's declarations use. */
function partsOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    const named = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (named) found.push(original(checker, named));
    ts.forEachChild(node, visit);
  };
  for (const declaration of (symbol.declarations ?? []).filter(isDeclaration)) visit(declaration);
  return found;
}

/** Whether a file of this package declares the symbol at its top level. */
function isOwn({ declarations = [] }: ts.Symbol, directory: string): boolean {
  return declarations.some((declaration) => {
    const place = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    const file = declaration.getSourceFile().fileName;
    return ts.isSourceFile(place.parent) && file.startsWith(directory) && !file.includes("node_modules");
  });
}

function isDeclaration(node: ts.Node): boolean {
  return !ts.isSourceFile(node) && !ts.isExportSpecifier(node);
}

function original(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

/** By text after the name, because two files may declare the same name. */
function byName(a: Declared, b: Declared): number {
  return compare(a.name, b.name) || compare(a.text, b.text);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
