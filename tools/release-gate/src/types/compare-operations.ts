// Compares the types of an operation: its request and each response.
import type ts from "typescript";
import type { Change } from "../change.ts";
import { type Note, type Place, toChanges } from "../notes.ts";
import type { Located } from "../operations.ts";
import { compareTypes } from "./compare-types.ts";
import type { Comparison } from "./comparison.ts";
import { isOptional, property } from "./program.ts";

/** The parts of an operation's type: parameters by location, request body, responses by status. */
interface Sides {
  before: ts.Type | undefined;
  after: ts.Type | undefined;
}

type Context = Omit<Comparison, "direction">;

export function compareOperation(context: Context, name: string, { before, after }: Sides): Change[] {
  const { checker } = context;
  const part = (...path: string[]): Sides => ({ before: at(checker, before, path), after: at(checker, after, path) });
  const request = requestOf(name);
  const changes: Change[] = [];
  for (const location of ["path", "query", "header", "cookie"]) {
    changes.push(...compareFields(context, request, location, part("parameters", location)));
  }
  changes.push(...toChanges(request, ".", bodyPresence(checker, before, after), 1));
  changes.push(...compareContents(context, request, part("requestBody", "content")));

  const responses = part("responses");
  for (const status of keys(checker, responses)) {
    const response = responseOf(name, status);
    const [a, b] = [
      property(checker, responses.before as ts.Type, status),
      property(checker, responses.after as ts.Type, status),
    ];
    if (!a || !b) {
      const note = presence(status, a !== undefined);
      const breaks = !a && !isHandled(checker, responses.before, status, b);
      changes.push(...toChanges(responseOf(name), ".", [breaks ? { ...note, verdict: "major" } : note], 1));
      continue;
    }
    const headers = { before: property(checker, a, "headers"), after: property(checker, b, "headers") };
    changes.push(...compareFields(context, response, "header", headers));
    changes.push(
      ...compareContents(context, response, {
        before: property(checker, a, "content"),
        after: property(checker, b, "content"),
      }),
    );
  }
  return changes;
}

/** Whether programs that handle the successes, or the errors, also handle the body of a new one. */
function isHandled(
  checker: ts.TypeChecker,
  before: ts.Type | undefined,
  status: string,
  response: ts.Type | undefined,
): boolean {
  const body = property(checker, response, "content");
  const alike = keys(checker, { before, after: undefined }).filter((old) => (old[0] === "2") === (status[0] === "2"));
  const bodies = alike.map((old) => property(checker, property(checker, before, old), "content"));
  return (
    bodies.length === 0 || bodies.some((old) => old === body || (old && body && checker.isTypeAssignableTo(body, old)))
  );
}

export function requestOf(name: string): Place {
  return { where: `${name} request`, direction: "request", says: `the request of \`${name}\`` };
}

export function responseOf(name: string, status = ""): Place {
  const where = `${name} response ${status}`.trim();
  return { where, direction: "response", says: `the response ${status ? `${status} ` : ""}of \`${name}\`` };
}

/** The type of an operation, found by path and method. */
export function operationType(checker: ts.TypeChecker, paths: ts.Type, { path, method }: Located): ts.Type | undefined {
  return at(checker, paths, [path, method]);
}

/** A group of parameters or headers. A missing group counts as empty. */
function compareFields(context: Context, place: Place, group: string, { before, after }: Sides): Change[] {
  const { checker } = context;
  if (before && after) {
    const { notes, branches } = compareTypes({ ...context, direction: place.direction }, before, after);
    return toChanges(
      place,
      ".",
      notes.map((note) => ({ ...note, path: `${group} ${note.path}`.trim() })),
      branches,
    );
  }
  const type = before ?? after;
  if (!type) return [];
  const notes = checker.getPropertiesOfType(type).map(({ name }) => {
    const isRequired = !before && !isOptional(checker, type, name);
    return presence(`${group} ${name}`, before !== undefined, isRequired);
  });
  return toChanges(place, ".", notes, 1);
}

/** Bodies by media type. */
function compareContents(context: Context, place: Place, { before, after }: Sides): Change[] {
  const { checker } = context;
  const types = keys(checker, { before, after });
  return types.flatMap((media) => {
    const [a, b] = [before && property(checker, before, media), after && property(checker, after, media)];
    if (a && b) {
      const { notes, branches } = compareTypes({ ...context, direction: place.direction }, a, b);
      return toChanges(
        place,
        ".",
        notes.map((note) => ({ ...note, path: note.path || "body" })),
        branches,
      );
    }
    return toChanges(place, ".", [presence(`body ${media}`, a !== undefined)], 1);
  });
}

/** A part that only one revision has. */
function presence(path: string, isLost: boolean, isRequired = false): Note {
  if (isLost) return { kind: "lost field", path, what: "is gone" };
  return isRequired
    ? { kind: "new required field", path, what: "is new and required" }
    : { kind: "new field", path, what: "is new" };
}

function bodyPresence(checker: ts.TypeChecker, before: ts.Type | undefined, after: ts.Type | undefined): Note[] {
  if (!before || !after) return [];
  const [had, has] = [property(checker, before, "requestBody"), property(checker, after, "requestBody")];
  const [was, is] = [isOptional(checker, before, "requestBody"), isOptional(checker, after, "requestBody")];
  const note = (kind: Note["kind"], what: string): Note[] => [{ kind, path: "body", what }];
  if (has && !is && (!had || was)) return note("now required", "is required now");
  if (had && has && !was && is) return note("now optional", "is optional now");
  return [];
}

function at(checker: ts.TypeChecker, type: ts.Type | undefined, path: readonly string[]): ts.Type | undefined {
  return path.reduce<ts.Type | undefined>((found, key) => property(checker, found, key), type);
}

function keys(checker: ts.TypeChecker, { before, after }: Sides): string[] {
  const names = [before, after].flatMap((type) =>
    type ? checker.getPropertiesOfType(type).map(({ name }) => name) : [],
  );
  return [...new Set(names)];
}
