// Turns the errors of a schema into messages: those of the branch that the request was meant for.
import type { SchemaError } from "./schema/validate-schema.ts";
import { show } from "./show.ts";

/** A mistake in a value. */
export interface Issue {
  /** JSON pointer to the mistake; empty for the value itself. */
  pointer: string;
  /** The schema keyword that the value breaks, such as `enum`. */
  keyword: string;
  /** Names the field, the rule and the value, in one line. */
  message: string;
  /** The value that breaks the rule, unless it is a whole object. */
  value?: unknown;
}

/** Names that messages use for fields instead of those of the wire. Values stay unchanged. */
export interface Wording {
  /** The caller's name for each field of the wire. */
  names?: Readonly<Record<string, string>>;
  /** The caller's names of the fields that are lists. On the wire, they're separated by commas. */
  lists?: readonly string[];
}

const MAX_ISSUES = 10;

type Branches = readonly (readonly SchemaError[])[];

/**
 * Turns the errors of a schema into issues, one per mistake.
 *
 * @param branches - the errors of each schema that the value could have matched. Empty if it matches one of them.
 * @param wording - the names that messages use for fields. By default, the names of the wire.
 */
export function issuesOf(branches: Branches, value: unknown, wording: Wording = {}): Issue[] {
  const errors = withoutDuplicates(meantBranch(branches));
  const refused = new Set(errors.flatMap(({ instancePath, keyword }) => blamedFor(keyword, instancePath, branches)));
  // Skip other errors of fields that must not be sent, and the fields that they would require.
  const kept = errors.filter(
    ({ instancePath, keyword }) =>
      refused.size === 0 || (keyword !== "required" && !refused.has(instancePath.slice(1))),
  );
  return kept.slice(0, MAX_ISSUES).map((error) => issue(error, value, branches, wording));
}

/**
 * The branch with the fewest extra or missing fields. If several have as few, the last one, which is the most specific.
 */
function meantBranch(branches: Branches): readonly SchemaError[] {
  const misfit = (branch: readonly SchemaError[]) =>
    branch.filter(({ keyword }) => keyword === "false schema" || keyword === "required").length;
  return branches.reduce((best, branch) => (misfit(branch) <= misfit(best) ? branch : best), branches[0] ?? []);
}

/** Reports one error per place: a value of the wrong type is never one of the allowed values either. */
function withoutDuplicates(errors: readonly SchemaError[]): SchemaError[] {
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
    case "exclusiveMinimum":
      return wrong(`more than ${param}`);
    case "exclusiveMaximum":
      return wrong(`less than ${param}`);
    case "minLength":
      return wrong(`at least ${param} characters long`);
    case "maxLength":
      return wrong(`at most ${param} characters long`);
    case "minItems":
      return wrong(`a list of at least ${param}`);
    case "maxItems":
      return wrong(`a list of at most ${param}`);
    case "pattern":
      return wrong(`text that matches ${param}`);
    case "delimiter":
      return wrong(`without ${show(param)}, which separates the items of the list`);
    case "format":
      return wrong("an absolute URI");
    default:
      return wrong(`at most ${param}`);
  }
}

/** The request's fields that not every branch allows. They're the reason why the rules of one branch apply. */
function specialFields(root: unknown, branches: Branches, except: string): string[] {
  const forbidden = new Set(branches.flatMap(forbiddenIn));
  return [...forbidden].filter((field) => field !== except && Object.hasOwn(root as object, field));
}

/** If another branch allows the value, the value is right, and the fields that the other branch forbids are wrong. */
function blamedFor(keyword: string, pointer: string, branches: Branches): string[] {
  if (keyword !== "enum") return [];
  const taker = branches.find((branch) => !branch.some(({ instancePath }) => instancePath === pointer));
  return taker ? forbiddenIn(taker) : [];
}

/** The request's fields that a branch forbids. */
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
