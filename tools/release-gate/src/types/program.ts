// One compiler program with the types of all revisions, in memory, so that their types can be compared.
import ts from "typescript";

export interface Compiled {
  checker: ts.TypeChecker;
  /** The module with this text. */
  moduleOf(text: string): ts.Symbol;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  lib: ["lib.es2022.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
};

/** Equal texts share one module. */
export function compile(texts: readonly string[]): Compiled {
  const files = new Map([...new Set(texts)].map((text, index) => [text, `/revision-${index}.ts`]));
  const contents = new Map([...files].map(([text, name]) => [name, text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = contents.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  host.fileExists = (name) => contents.has(name) || ts.sys.fileExists(name);
  host.readFile = (name) => contents.get(name) ?? ts.sys.readFile(name);
  const program = ts.createProgram([...contents.keys()], OPTIONS, host);
  const checker = program.getTypeChecker();
  return {
    checker,
    moduleOf(text) {
      const file = program.getSourceFile(files.get(text) ?? "");
      const symbol = file && checker.getSymbolAtLocation(file);
      if (!symbol) throw new Error("A revision has no types.");
      return symbol;
    },
  };
}

/** The type of an export: of an interface or alias itself, or of a value. */
export function exportedType(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type {
  const isType = (symbol.flags & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface)) !== 0;
  return isType ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);
}

/** The declared type of a property, without the `undefined` of an optional one. `undefined` if the property isn't allowed. */
export function property(checker: ts.TypeChecker, type: ts.Type | undefined, name: string): ts.Type | undefined {
  const symbol = type && checker.getPropertyOfType(type, name);
  if (!symbol) return undefined;
  const { valueDeclaration: declaration } = symbol;
  const declared = declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
  const found = declared ? checker.getTypeFromTypeNode(declared) : checker.getTypeOfSymbol(symbol);
  return (found.flags & ts.TypeFlags.Never) !== 0 ? undefined : found;
}

export function isOptional(checker: ts.TypeChecker, type: ts.Type, name: string): boolean {
  const symbol = checker.getPropertyOfType(type, name);
  return symbol === undefined || (symbol.flags & ts.SymbolFlags.Optional) !== 0;
}

/** The fields that are allowed. */
export function fields(checker: ts.TypeChecker, type: ts.Type): string[] {
  return checker.getPropertiesOfType(type).flatMap(({ name }) => (property(checker, type, name) ? [name] : []));
}
