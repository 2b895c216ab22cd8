// From the errors of a schema to what a person needs: the errors of the branch that was meant, in words.

import type { SchemaError } from "./schema/validate-schema.ts";
import { show } from "./show.ts";

/** One thing that is wrong with a value. */
export interface Issue {
  /** JSON pointer into the value; empty for the value itself. */
  pointer: string;
  /** The schema keyword that is broken. */
  keyword: string;
  /** Field, rule and value in words, one line. */
  message: string;
  /** The value that breaks the rule, unless it is a whole object. */
  value?: unknown;
}

/** Names that messages use for fields instead of the wire's. Values are never translated. */
export interface Wording {
  /** Wire field -> the caller's name for it. */
  names?: Readonly<Record<string, string>>;
  /** The caller's names of fields that are lists, which the wire separates by commas. */
  lists?: readonly string[];
}

const MAX_ISSUES = 10;

type Branches = readonly (readonly SchemaError[])[];

/**
 * Puts errors into words: one issue for each thing that is wrong.
 *
 * @param branches - the errors of each schema that the value could have matched; none when it matches one of them.
 * @param wording - the names that messages use for fields. @default the wire's names
 */
export function issuesOf(branches: Branches, value: unknown, wording: Wording = {}): Issue[] {
  const errors = tellable(meantBranch(branches));
  const refused = new Set(errors.flatMap(({ instancePath, keyword }) => blamedFor(keyword, instancePath, branches)));
  // Nothing more needs to be said about a field that must not be sent at all, nor about what it would ask for.
  const kept = errors.filter(
    ({ instancePath, keyword }) =>
      refused.size === 0 || (keyword !== "required" && !refused.has(instancePath.slice(1))),
  );
  return kept.slice(0, MAX_ISSUES).map((error) => issue(error, value, branches, wording));
}

/** The branch with the fewest fields too many or missing; of equals the later one, which is the more special. */
function meantBranch(branches: Branches): readonly SchemaError[] {
  const misfit = (branch: readonly SchemaError[]) =>
    branch.filter(({ keyword }) => keyword === "false schema" || keyword === "required").length;
  return branches.reduce((best, branch) => (misfit(branch) <= misfit(best) ? branch : best), branches[0] ?? []);
}

/** One error a place is enough: a value of the wrong type is not one of the allowed values either. */
function tellable(errors: readonly SchemaError[]): SchemaError[] {
  const wrongType = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath }) => keyword === "type" || !wrongType.has(instancePath));
}

function issue(
  { keyword, param, instancePath }: SchemaError,
  root: unknown,
  branches: Branches,
  { names = {}, lists = [] }: Wording,
): Issue {
  const value = at(root, instancePath);
  const field = instancePath.slice(1).replaceAll("/", ".");
  const named = (field: string) => (Object.hasOwn(names, field) ? String(names[field]) : field);
  const name = named(field) || "the value";
  const shown = (value: unknown) => show(typeof value === "string" && lists.includes(name) ? value.split(",") : value);
  const make = (message: string, pointer = instancePath): Issue => ({ pointer, keyword, message });
  const wrong = (rule: string): Issue => ({ ...make(`${name} must be ${rule}, not ${shown(value)}`), value });

  switch (keyword) {
    case "false schema":
      return make(`${name} must not be sent`);
    case "required": {
      const missing = String(param);
      const needy = specialFields(root, branches, missing).map(named);
      const reason = needy.length > 0 ? `: ${needy.join(" and ")} cannot be sent without it` : "";
      return make(`${named(missing)} is missing${reason}`, `${instancePath}/${missing}`);
    }
    case "unevaluatedProperties": {
      const field = String(param);
      return make(`${show(field)} is not a known field`, `${instancePath}/${escapePointer(field)}`);
    }
    case "enum": {
      const fields = blamedFor(keyword, instancePath, branches);
      return fields.length > 0
        ? {
            pointer: `/${fields[0]}`,
            keyword: "enum-elsewhere",
            message: `${fields.map(named).join(" and ")} must not be sent with ${value}`,
          }
        : wrong(oneOf(param as unknown[]));
    }
    case "const": {
      const needy = specialFields(root, branches, field).map(named);
      return wrong(shown(param) + (needy.length > 0 ? ` with ${needy.join(" and ")}` : ""));
    }
    case "type":
      return wrong(lists.includes(name) ? "a list" : `of type ${[param].flat().join(" or ")}`);
    case "minimum":
      return wrong(`at least ${param}`);
    default:
      return wrong(`at most ${param}`);
  }
}

/** The fields sent that not every branch allows: they are why the rules of one branch apply. */
function specialFields(root: unknown, branches: Branches, except: string): string[] {
  const forbidden = new Set(branches.flatMap(forbiddenIn));
  return [...forbidden].filter((field) => field !== except && Object.hasOwn(root as object, field));
}

/** When another branch takes a value that this one does not, the value is right, and what that branch forbids is wrong. */
function blamedFor(keyword: string, pointer: string, branches: Branches): string[] {
  if (keyword !== "enum") return [];
  const taker = branches.find((branch) => !branch.some(({ instancePath }) => instancePath === pointer));
  return taker ? forbiddenIn(taker) : [];
}

/** The fields sent that a branch has no place for. */
function forbiddenIn(branch: readonly SchemaError[]): string[] {
  return branch.filter(({ keyword }) => keyword === "false schema").map(({ instancePath }) => instancePath.slice(1));
}

function at(root: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function oneOf(values: readonly unknown[]): string {
  const shown = values.map(show);
  return shown.length === 1 ? String(shown[0]) : `one of ${shown.join(", ")}`;
}
