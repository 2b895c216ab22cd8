// The members of an exported type that have no docs.
import ts from "typescript";
import { summaryOf } from "./docs.ts";

/** As `Type.member`, in the order of the file. A member that overrides another one needs no docs of its own. */
export function undocumentedMembers(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): string[] {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  const members = (symbol.declarations ?? []).flatMap(membersOf);
  return members.flatMap((member) => {
    const found = member.name && checker.getSymbolAtLocation(member.name);
    if (!found || summaryOf(found) !== undefined) return [];
    return bases.some((base) => base.getProperty(found.name)) ? [] : [`${name}.${found.name}`];
  });
}

/** Of a class, an interface, or the object types that a type alias is made of. */
function membersOf(node: ts.Node): (ts.ClassElement | ts.TypeElement)[] {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) return [...node.members];
  if (ts.isClassDeclaration(node)) return node.members.filter(isPublic);
  if (ts.isTypeAliasDeclaration(node) || ts.isParenthesizedTypeNode(node)) return membersOf(node.type);
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) return node.types.flatMap(membersOf);
  return [];
}

function isPublic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.NonPublicAccessibilityModifier) === 0;
}
