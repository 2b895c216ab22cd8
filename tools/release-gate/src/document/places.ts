// All parameters, headers and bodies that two revisions of an operation share, with their schemas.
import type { Schema, Spec } from "../../../../packages/api/generator/spec.ts";
import type { Place } from "../notes.ts";
import { deref, type Located, type Piece } from "../operations.ts";
import { requestOf, responseOf } from "../types/compare-operations.ts";

/** A parameter, header or body that both revisions have. */
export interface Spot {
  place: Place;
  /** `query limit`, empty for a body. */
  path: string;
  /** The parameter, header or media type itself. */
  before: Piece;
  after: Piece;
  schemas: [Schema | undefined, Schema | undefined];
}

export function spotsOf(specs: [Spec, Spec], was: Located, is: Located): Spot[] {
  const request = requestOf(is.name);
  const parameters = [...is.parameters].map(([name, after]) => spot(request, name, was.parameters.get(name), after));
  const answers = Object.entries(is.responses).flatMap(([status, response]) => {
    const before = was.responses[status];
    const place = responseOf(is.name, status);
    const headers = Object.entries(response.headers ?? {}).map(([name, header]) => {
      const old = before?.headers?.[name];
      return spot(place, `header ${name}`, old && deref(specs[0], old), deref(specs[1], header));
    });
    return [...headers, ...contents(place, before?.content ?? {}, response.content ?? {})];
  });
  return [...parameters, ...contents(request, was.bodies, is.bodies), ...answers].flatMap((found) => found ?? []);
}

function contents(place: Place, before: Record<string, Piece>, after: Record<string, Piece>): (Spot | undefined)[] {
  return Object.entries(after).map(([media, content]) => spot(place, "", before[media], content));
}

function spot(place: Place, path: string, before: Piece | undefined, after: Piece): Spot | undefined {
  return before && { place, path, before, after, schemas: [before.schema as Schema, after.schema as Schema] };
}
