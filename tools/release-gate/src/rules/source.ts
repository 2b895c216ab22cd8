// The code of rules.ts reduced to what decides, so that it's clear which rules do the same as before: without comments, types,
// words and internal names, and with constants computed.
import ts from "typescript";

export interface Source {
  /** Each rule and each other export by name, with the code that it uses. */
  units: Map<string, Unit>;
  /** The constants: those that are written, and those that are computed from them. */
  numbers: number[];
  strings: string[];
}

export interface Unit {
  /** Equal code decides equally. */
  code: string;
  words: string;
}

/** Columns of a rule that are compared by their values. */
const LABELS = ["rule", "says", "severity", "field", "evidence"];

export function readSource(text: string): Source {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true },
  });
  const reader = new Reader(ts.createSourceFile("/rules.js", outputText, ts.ScriptTarget.ES2022, true));
  const units = new Map([...reader.roots].map(([name, node]) => [name, reader.unit(node)]));
  return { units, numbers: [...reader.numbers], strings: [...reader.strings] };
}

class Reader {
  readonly roots = new Map<string, ts.Node>();
  readonly numbers = new Set<number>();
  readonly strings = new Set<string>();
  /** What the file declares at its top. */
  readonly #declared = new Map<string, ts.Node>();
  #words: string[] = [];
  /** The declarations that are being written, because they may use each other. */
  readonly #under: ts.Node[] = [];

  constructor(file: ts.SourceFile) {
    for (const statement of file.statements) {
      const nodes = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
      const named = nodes.map((node) => [(node as ts.NamedDeclaration).name?.getText() ?? "", node] as const);
      for (const [name, node] of named) this.#declared.set(name, node);
      const isExported = ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).length > 0;
      for (const [name, node] of isExported ? named : []) if (name !== "rules") this.roots.set(name, node);
    }
    const { initializer } = (this.#declared.get("rules") ?? {}) as ts.VariableDeclaration;
    const elements = initializer && ts.isArrayLiteralExpression(initializer) ? initializer.elements : [];
    for (const element of elements) this.roots.set(`rule ${nameOf(element)}`, element);
  }

  unit(node: ts.Node): Unit {
    this.#words = [];
    return { code: this.#code(node, []), words: this.#words.join("\n") };
  }

  /** @param locals - the names that the code declares for itself, in the order of their first use */
  #code(node: ts.Node, locals: string[]): string {
    const number = this.#compute(node, locals);
    if (number !== undefined) {
      this.numbers.add(number);
      // The parts of a computed constant are thresholds too.
      ts.forEachChild(node, (part) => void this.#code(part, locals));
      return String(number);
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = node.getText();
      // A text with a space is for people. It's the same to a program, whatever it says.
      if (text.includes(" ")) return this.#words.push(text) > 0 ? "words" : "";
      if (ts.isStringLiteralLike(node)) this.strings.add(node.text);
    }
    if (ts.isIdentifier(node)) return this.#name(node, locals);
    const parts: string[] = [];
    ts.forEachChild(node, (part) => {
      const isLabel = isRule(node) && LABELS.includes(keyOf(part) ?? "");
      if (!isLabel && part.kind !== ts.SyntaxKind.ExportKeyword) parts.push(this.#code(part, locals));
    });
    const own = parts.length === 0 ? node.getText() : "";
    const operator = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node) ? node.operator : "";
    return `${ts.SyntaxKind[node.kind]}${operator}(${own}${parts.join(",")})`;
  }

  #name(node: ts.Identifier, locals: string[]): string {
    const { parent, text } = node;
    if (isKey(node)) return text;
    const isDeclared = (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === node;
    if (isDeclared && !this.#isTop(parent)) locals.push(text);
    if (ts.isBindingElement(parent) && parent.name === node) {
      locals.push(text);
      return `${parent.propertyName === undefined ? text : ""}#${locals.lastIndexOf(text)}`;
    }
    const key = ts.isShorthandPropertyAssignment(parent) ? `${text}:` : "";
    if (locals.includes(text)) return `${key}#${locals.lastIndexOf(text)}`;
    const declaration = this.#declared.get(text);
    if (!declaration || text === "rules") return key + text;
    const round = this.#under.indexOf(declaration);
    if (round >= 0 || declaration === parent) return `${key}@${round}`;
    this.#under.push(declaration);
    const code = this.#code(declaration, []);
    this.#under.pop();
    return `${key}{${code}}`;
  }

  /** The value of a constant, `undefined` of anything else. */
  #compute(node: ts.Node, locals: readonly string[]): number | undefined {
    const compute = (part: ts.Node) => this.#compute(part, locals);
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isParenthesizedExpression(node)) return compute(node.expression);
    if (ts.isIdentifier(node)) return this.#constant(node, locals);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
      const value = compute(node.operand);
      return value === undefined ? undefined : -value;
    }
    if (ts.isBinaryExpression(node)) {
      const operate = OPERATORS[node.operatorToken.getText()];
      const [left, right] = operate ? [compute(node.left), compute(node.right)] : [];
      return left === undefined || right === undefined ? undefined : operate?.(left, right);
    }
    return ts.isCallExpression(node) ? dateOf(node, compute) : undefined;
  }

  #constant(node: ts.Identifier, locals: readonly string[]): number | undefined {
    const declaration = isKey(node) || locals.includes(node.text) ? undefined : this.#declared.get(node.text);
    if (!declaration || !ts.isVariableDeclaration(declaration) || declaration === node.parent) return undefined;
    const isConst = (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
    return isConst && declaration.initializer ? this.#compute(declaration.initializer, []) : undefined;
  }

  #isTop(node: ts.Node): boolean {
    return [...this.#declared.values()].includes(node);
  }
}

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "**": (a, b) => a ** b,
};

/** `Date.UTC(2020, 0, 1)`, `Date.parse("2020-01-01")` */
function dateOf(
  { expression, arguments: passed }: ts.CallExpression,
  compute: (node: ts.Node) => number | undefined,
): number | undefined {
  const called = expression.getText();
  const [first] = passed;
  if (called === "Date.parse" && first && ts.isStringLiteralLike(first)) return Date.parse(first.text);
  const values = called === "Date.UTC" ? passed.map(compute) : [undefined];
  return values.includes(undefined) ? undefined : Date.UTC(...(values as [number]));
}

/** The name of a member, which isn't a variable. */
function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent))
    return parent.name === node;
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

/** The name of a rule, or else its code. */
function nameOf(element: ts.Expression): string {
  const fields = ts.isObjectLiteralExpression(element) ? element.properties.filter(ts.isPropertyAssignment) : [];
  const name = fields.find((field) => keyOf(field) === "rule")?.initializer;
  return name && ts.isStringLiteral(name) ? name.text : element.getText();
}

function keyOf(node: ts.Node): string | undefined {
  return ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node) ? node.name.getText() : undefined;
}

function isRule(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node) && node.properties.some((part) => keyOf(part) === "check");
}
