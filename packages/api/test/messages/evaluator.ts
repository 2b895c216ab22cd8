// Computes each text that an expression can have, from the code alone. A value that the code doesn't contain, such as a path, is a
// hole: its code in private-use characters.
import ts from "typescript";
import type { Sources } from "./sources.ts";

const [OPEN, CLOSE] = ["\ue000", "\ue001"];
export const HOLE: RegExp = new RegExp(`${OPEN}[^${CLOSE}]*${CLOSE}`, "g");

/** More combinations mean that a part should be a hole. */
const MAX_TEXTS = 400;
const MAX_DEPTH = 24;
/** Callers of callers are followed this far. */
const MAX_CALLER_DEPTH = 12;

/** Functions whose text is a value: a time, a quoted name. */
const VALUES: ReadonlySet<string> = new Set(["show", "textOf", "dayOf", "periodText"]);

/** What the parameters of the called functions are. */
type Env = ReadonlyMap<ts.Symbol, { expr: ts.Expression; env: Env }>;
const EMPTY: Env = new Map();

export class Evaluator {
  readonly #checker: ts.TypeChecker;
  readonly #callsOf: Sources["callsOf"];

  constructor({ checker, callsOf }: Sources) {
    this.#checker = checker;
    this.#callsOf = callsOf;
  }

  /** Each text of an expression; of a list, the texts of its items. */
  texts(expr: ts.Expression, env: Env = EMPTY, depth = 0): string[] {
    if (depth > MAX_DEPTH) return [hole(expr)];
    const found = [...new Set(this.#textsOf(expr, env, depth + 1))];
    return found.length > MAX_TEXTS ? [hole(expr)] : found;
  }

  #textsOf(expr: ts.Expression, env: Env, depth: number): string[] {
    if (ts.isStringLiteralLike(expr) || ts.isNumericLiteral(expr)) return [expr.text];
    if (isWrapper(expr)) return this.texts(expr.expression, env, depth);
    if (ts.isTemplateExpression(expr)) return this.#ofTemplate(expr, env, depth);
    if (ts.isConditionalExpression(expr)) return this.#ofAll([expr.whenTrue, expr.whenFalse], env, depth);
    if (ts.isBinaryExpression(expr)) return this.#ofOperator(expr, env, depth);
    if (ts.isArrayLiteralExpression(expr)) return this.#ofAll(expr.elements, env, depth);
    if (ts.isIdentifier(expr)) return this.#ofIdentifier(expr, env, depth);
    if (ts.isCallExpression(expr)) return this.#ofMethod(expr, env, depth) ?? this.#ofCall(expr, env, depth);
    if (ts.isPropertyAccessExpression(expr) || ts.isElementAccessExpression(expr))
      return this.#ofProperty(expr, env, depth);
    return [hole(expr)];
  }

  #ofAll(exprs: readonly ts.Expression[], env: Env, depth: number): string[] {
    return exprs.flatMap((expr) => this.texts(expr, env, depth));
  }

  #ofTemplate({ head, templateSpans }: ts.TemplateExpression, env: Env, depth: number): string[] {
    return templateSpans.reduce(
      (all, { expression, literal }) => product(product(all, this.texts(expression, env, depth)), [literal.text]),
      [head.text],
    );
  }

  #ofOperator(expr: ts.BinaryExpression, env: Env, depth: number): string[] {
    const { left, right, operatorToken } = expr;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.PlusToken:
        return this.#mayBeText(expr)
          ? product(this.texts(left, env, depth), this.texts(right, env, depth))
          : [hole(expr)];
      case ts.SyntaxKind.QuestionQuestionToken:
      case ts.SyntaxKind.BarBarToken:
        return this.#ofAll([left, right], env, depth);
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return [...this.texts(right, env, depth), ""];
      default:
        return [hole(expr)];
    }
  }

  #ofIdentifier(name: ts.Identifier, env: Env, depth: number): string[] {
    if (name.text === "undefined") return [];
    const symbol = this.#checker.getSymbolAtLocation(name);
    return symbol ? this.#ofSymbol(symbol, name, env, depth) : [hole(name)];
  }

  /** The texts of `{ message }`. */
  shorthand(node: ts.ShorthandPropertyAssignment, env: Env = EMPTY, depth = 0): string[] {
    const symbol = this.#checker.getShorthandAssignmentValueSymbol(node);
    return symbol ? this.#ofSymbol(symbol, node.name, env, depth) : [hole(node)];
  }

  #ofSymbol(symbol: ts.Symbol, name: ts.Identifier, env: Env, depth: number): string[] {
    const bound = env.get(symbol);
    if (bound) return this.texts(bound.expr, bound.env, depth);
    const declaration = this.#target(symbol).valueDeclaration;
    if (declaration && ts.isParameter(declaration))
      return this.#ofCallers(declaration, undefined, depth) ?? [hole(name)];
    if (declaration && ts.isBindingElement(declaration))
      return this.#ofBinding(declaration, env, depth) ?? [hole(name)];
    const value = declaration && this.#mayBeText(declaration) ? constantOf(declaration) : undefined;
    return value ? this.texts(value, env, depth) : [hole(name)];
  }

  #ofBinding(element: ts.BindingElement, env: Env, depth: number): string[] | undefined {
    const { parent: pattern, initializer } = element;
    const owner = pattern.parent;
    const key = keyOf(element);
    if (ts.isParameter(owner) && ts.isObjectBindingPattern(pattern)) {
      const given = this.#ofCallers(owner, key, depth);
      return given && initializer ? [...given, ...this.texts(initializer, env, depth)] : given;
    }
    if (!ts.isVariableDeclaration(owner) || !owner.initializer) return undefined;
    if (ts.isObjectLiteralExpression(owner.initializer)) return this.#ofKey(owner.initializer, key, env, depth);
    const items = ts.isArrayBindingPattern(pattern)
      ? this.#itemsAt(owner.initializer, pattern.elements.indexOf(element))
      : [];
    return items.length > 0 ? this.#ofAll(items, env, depth) : undefined;
  }

  /** The items at one place of the lists that an expression can be. */
  #itemsAt(expr: ts.Expression, index: number): ts.Expression[] {
    if (ts.isArrayLiteralExpression(expr)) return expr.elements.slice(index, index + 1);
    if (ts.isConditionalExpression(expr))
      return [expr.whenTrue, expr.whenFalse].flatMap((each) => this.#itemsAt(each, index));
    if (!ts.isElementAccessExpression(expr)) return [];
    return this.#entriesOf(expr.expression).flatMap(({ initializer }) => this.#itemsAt(initializer, index));
  }

  /** What the callers of a function pass as a parameter, or in a property of it. */
  #ofCallers(parameter: ts.ParameterDeclaration, key: string | undefined, depth: number): string[] | undefined {
    if (depth > MAX_CALLER_DEPTH || !this.#mayBeText(parameter, key)) return undefined;
    const index = parameter.parent.parameters.indexOf(parameter);
    const given = this.#callsOf(parameter.parent).flatMap((call) => {
      const arg = call.arguments?.[index] ?? parameter.initializer;
      if (arg === undefined) return [];
      if (key === undefined) return this.texts(arg, EMPTY, depth);
      return (ts.isObjectLiteralExpression(arg) && this.#ofKey(arg, key, EMPTY, depth)) || [hole(arg)];
    });
    return given.length > 0 ? given : undefined;
  }

  #ofKey(object: ts.ObjectLiteralExpression, key: string, env: Env, depth: number): string[] | undefined {
    const found = object.properties.find(({ name }) => name?.getText() === key);
    if (found && ts.isPropertyAssignment(found)) return this.texts(found.initializer, env, depth);
    return found && ts.isShorthandPropertyAssignment(found) ? this.shorthand(found, env, depth) : undefined;
  }

  /** Methods of lists and texts. A list that is joined is a list of one. */
  #ofMethod({ expression, arguments: args }: ts.CallExpression, env: Env, depth: number): string[] | undefined {
    if (!ts.isPropertyAccessExpression(expression)) return undefined;
    const [callback] = args;
    switch (expression.name.text) {
      case "map":
      case "flatMap":
        if (!callback || (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback))) return undefined;
        return this.#ofAll(returnedBy(callback), env, depth);
      case "filter":
      case "slice":
      case "join":
        return this.texts(expression.expression, env, depth);
      case "toLowerCase":
        return this.texts(expression.expression, env, depth).map((text) =>
          text.replace(/^[^\ue000]*/, (start) => start.toLowerCase()),
        );
      default:
        return undefined;
    }
  }

  #ofCall(call: ts.CallExpression, env: Env, depth: number): string[] {
    const declaration = this.#checker.getResolvedSignature(call)?.declaration;
    if (!declaration || !isFunction(declaration) || VALUES.has(declaration.name?.getText() ?? "")) return [hole(call)];
    const returned = returnedBy(declaration);
    if (returned.length === 0 || !this.#mayBeText(call)) return [hole(call)];
    const inner = new Map(env);
    for (const [index, parameter] of declaration.parameters.entries()) {
      const arg = call.arguments[index] ?? parameter.initializer;
      if (arg) for (const [symbol, expr] of this.#bind(parameter.name, arg)) inner.set(symbol, { expr, env });
    }
    return this.#ofAll(returned, inner, depth);
  }

  #bind(name: ts.BindingName, arg: ts.Expression): [ts.Symbol, ts.Expression][] {
    if (ts.isIdentifier(name)) return [[this.#checker.getSymbolAtLocation(name) as ts.Symbol, arg]];
    if (!ts.isObjectBindingPattern(name) || !ts.isObjectLiteralExpression(arg)) return [];
    return name.elements.flatMap((element) => {
      const given = arg.properties.find((each) => each.name?.getText() === keyOf(element));
      const value = given && (ts.isPropertyAssignment(given) ? given.initializer : given.name);
      const symbol = this.#checker.getSymbolAtLocation(element.name);
      return symbol && value && ts.isExpression(value) ? [[symbol, value]] : [];
    });
  }

  /** A value of a table in the code. */
  #ofProperty(expr: ts.PropertyAccessExpression | ts.ElementAccessExpression, env: Env, depth: number): string[] {
    const entries = this.#entriesOf(expr.expression);
    const key = ts.isPropertyAccessExpression(expr) ? expr.name.text : undefined;
    const wanted = entries.filter(({ name }) => key === undefined || name.getText() === key);
    return wanted.length > 0 ? wanted.flatMap(({ initializer }) => this.texts(initializer, env, depth)) : [hole(expr)];
  }

  #entriesOf(expr: ts.Expression): ts.PropertyAssignment[] {
    const symbol = this.#checker.getSymbolAtLocation(expr);
    const declaration = symbol && this.#target(symbol).valueDeclaration;
    let table = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    while (table && isWrapper(table)) table = table.expression;
    return table && ts.isObjectLiteralExpression(table) ? table.properties.filter(ts.isPropertyAssignment) : [];
  }

  #target(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** Whether a value, or a property of it, is a text or a list. */
  #mayBeText(node: ts.Node, key?: string): boolean {
    const type = this.#checker.getTypeAtLocation(node);
    const member = key === undefined ? undefined : this.#checker.getPropertyOfType(type, key);
    if (key !== undefined && !member) return false;
    const found = member ? this.#checker.getTypeOfSymbol(member) : type;
    const parts = (found.isUnion() ? found.types : [found]).map((part) => this.#checker.getAwaitedType(part) ?? part);
    return parts.some((part) => (part.flags & ts.TypeFlags.StringLike) !== 0 || this.#checker.isArrayLikeType(part));
  }
}

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.NonNullExpression
  | ts.SatisfiesExpression
  | ts.AwaitExpression
  | ts.SpreadElement;

function isWrapper(node: ts.Node): node is Wrapper {
  const tests = [ts.isParenthesizedExpression, ts.isAsExpression, ts.isNonNullExpression, ts.isSatisfiesExpression];
  return [...tests, ts.isAwaitExpression, ts.isSpreadElement].some((test) => test(node));
}

/** The value of a `const`. */
function constantOf(declaration: ts.Node): ts.Expression | undefined {
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  return declaration.parent.flags & ts.NodeFlags.Const ? declaration.initializer : undefined;
}

function keyOf({ propertyName, name }: ts.BindingElement): string {
  return (propertyName ?? name).getText();
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && "body" in node;
}

/** The expressions that a function returns. */
function returnedBy({ body }: ts.FunctionLikeDeclaration): ts.Expression[] {
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const search = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, search);
  };
  ts.forEachChild(body, search);
  return found;
}

function hole(node: ts.Node): string {
  return `${OPEN}${node.getText().replaceAll(/[\ue000\ue001]/g, "")}${CLOSE}`;
}

function product(left: readonly string[], right: readonly string[]): string[] {
  return left.flatMap((start) => right.map((end) => start + end));
}
