import type ts from "typescript";
import type { Direction, Verdict } from "../change.ts";

/** The tools for a comparison of two types. */
export interface Comparison {
  checker: ts.TypeChecker;
  direction: Direction;
  /** The exported name of a type, in either revision. */
  nameOf(type: ts.Type): string | undefined;
  /** Called with each pair that is compared. */
  met?(before: ts.Type, after: ts.Type): void;
}

/** The verdict by assignability of the whole types. */
export function byAssignability(
  { checker, direction }: Pick<Comparison, "checker" | "direction">,
  before: ts.Type,
  after: ts.Type,
): Verdict {
  const old = checker.isTypeAssignableTo(before, after);
  const fresh = checker.isTypeAssignableTo(after, before);
  if (old && fresh) return "none";
  const breaks = direction === "both" || (direction === "request" ? !old : !fresh);
  return breaks ? "major" : "minor";
}

/** A type in one short line. */
export function draw(checker: ts.TypeChecker, type: ts.Type): string {
  const text = checker.typeToString(type).replaceAll(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
