// The members of a union, sorted by kind.
import ts from "typescript";

export interface Members {
  /** Literal types by their text: `300`, `cn`. */
  values: Map<string, ts.Type>;
  /** Kinds that allow any value: `string`, `number`, `null`. */
  kinds: Set<string>;
  /** Whether other values are allowed too: `"a" | (string & {})`. */
  open: boolean;
  /** Objects with fields, or intersections of them. */
  objects: ts.Type[];
  /** The types of elements. */
  elements: ts.Type[];
}

export function membersOf(checker: ts.TypeChecker, type: ts.Type): Members {
  const members: Members = { values: new Map(), kinds: new Set(), open: false, objects: [], elements: [] };
  for (const member of type.isUnion() ? type.types : [type]) sort(checker, member, members);
  return members;
}

function sort(checker: ts.TypeChecker, type: ts.Type, members: Members): void {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)) return;
  if (type.isLiteral()) members.values.set(String(type.value), type);
  else if (flags & ts.TypeFlags.BooleanLiteral) members.values.set(checker.typeToString(type), type);
  else if (isAnyString(type)) {
    members.open = true;
    members.kinds.add("string");
  } else if (checker.isArrayType(type)) members.elements.push(...checker.getTypeArguments(type as ts.TypeReference));
  else if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) members.objects.push(type);
  else members.kinds.add(checker.typeToString(type));
}

/** `string & {}`, beside which TypeScript keeps literals. */
function isAnyString(type: ts.Type): boolean {
  return type.isIntersection() && type.types.some(({ flags }) => (flags & ts.TypeFlags.String) !== 0);
}

/** Everything except single values. */
export function kinds({ kinds, objects, elements }: Members): string[] {
  return [...kinds, ...(objects.length > 0 ? ["an object"] : []), ...(elements.length > 0 ? ["a list"] : [])];
}

/** Whether literals are allowed because any value of their kind is. */
export function passes({ kinds }: Members, values: readonly string[], { values: types }: Members): boolean {
  return values.every((value) => {
    const flags = types.get(value)?.flags ?? 0;
    const kind =
      flags & ts.TypeFlags.StringLiteral ? "string" : flags & ts.TypeFlags.NumberLiteral ? "number" : "boolean";
    return kinds.has(kind) || kinds.has("unknown");
  });
}
