// The kind of an export, which groups the table of contents, and its label there.
import ts from "typescript";

/** In the order of the table of contents. */
export const KINDS = ["Functions", "Classes", "Errors", "Constants", "Types", "From other packages"] as const;

export type Kind = (typeof KINDS)[number];

export function kindOf(checker: ts.TypeChecker, symbol: ts.Symbol): Kind {
  if ((symbol.declarations ?? []).length === 0) return "From other packages";
  if ((symbol.flags & ts.SymbolFlags.Class) !== 0) return isError(checker, symbol) ? "Errors" : "Classes";
  if ((symbol.flags & ts.SymbolFlags.Value) === 0) return "Types";
  return callsOf(checker, symbol).length > 0 ? "Functions" : "Constants";
}

/** `plan(options)`, also for each overload; `Row<A>`; or the name alone. */
export function labelOf(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): string {
  const kind = kindOf(checker, symbol);
  if (kind === "Types" || kind === "Classes") return name + typeParametersOf(symbol);
  if (kind !== "Functions") return name;
  const calls = callsOf(checker, symbol).map(
    ({ parameters }) => `${name}(${parameters.map(parameterText).join(", ")})`,
  );
  return [...new Set(calls)].join(", ");
}

function isError(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  return bases.some(({ symbol: base }) => base !== undefined && (base.name === "Error" || isError(checker, base)));
}

function callsOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly ts.Signature[] {
  const declaration = symbol.valueDeclaration;
  return declaration ? checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures() : [];
}

function parameterText(symbol: ts.Symbol): string {
  const { valueDeclaration: declaration } = symbol;
  if (declaration === undefined || !ts.isParameter(declaration)) return symbol.name;
  const name = ts.isIdentifier(declaration.name) ? declaration.name.text : "{ … }";
  return `${declaration.dotDotDotToken ? "..." : ""}${name}${declaration.questionToken || declaration.initializer ? "?" : ""}`;
}

function typeParametersOf({ declarations = [] }: ts.Symbol): string {
  const declared = declarations.find(
    (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node),
  );
  const names = declared?.typeParameters?.map(({ name }) => name.text) ?? [];
  return names.length > 0 ? `<${names.join(", ")}>` : "";
}
