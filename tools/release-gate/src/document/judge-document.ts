// Compares what types can't express: limits, defaults, servers, security, texts.
import type { Spec } from "../../../../packages/api/generator/spec.ts";
import type { Change } from "../change.ts";
import { type Note, toChanges } from "../notes.ts";
import { type Located, operationsOf, type Piece, pairOperations } from "../operations.ts";
import { compareAccess } from "./access.ts";
import { deprecation, type Shift, shifts } from "./limits.ts";
import { type Spot, spotsOf } from "./places.ts";
import { changedTexts, drawn } from "./texts.ts";
import { walkSchemas } from "./walk.ts";

export function judgeDocument(before: Spec, after: Spec): Change[] {
  const specs: [Spec, Spec] = [before, after];
  const pairs = pairOperations(operationsOf(before), operationsOf(after));
  const ofOperations = pairs.flatMap(([was, is]) => (was && is ? judgeOperation(specs, was, is) : []));
  return [...ofOperations, ...judgeFrame(before, after), ...judgeUnused(specs, ofOperations)];
}

function judgeOperation(specs: [Spec, Spec], was: Located, is: Located): Change[] {
  const whole = text(is.name, "", was.operation, is.operation);
  const sunset = deprecation(was.operation, is.operation).map(
    ({ what, kind }): Change => ({
      where: is.name,
      what: `the operation ${what}`,
      verdict: kind === "deprecated" ? "minor" : "patch",
      entry: ".",
      sentence: `The operation \`${is.name}\` ${what}.`,
    }),
  );
  const answers = Object.entries(is.responses).flatMap(([status, response]) =>
    was.responses[status] ? text(`${is.name} response ${status}`, "", was.responses[status], response) : [],
  );
  const spots = spotsOf(specs, was, is).flatMap((spot) => judgeSpot(specs, spot));
  return [...whole, ...sunset, ...answers, ...compareAccess(specs, was, is), ...spots];
}

function judgeSpot(specs: [Spec, Spec], { place, path, before, after, schemas }: Spot): Change[] {
  const visits = [...walkSchemas(specs, ...schemas)];
  const branches = Math.max(1, new Set(visits.flatMap(({ branch }) => branch ?? [])).size);
  const limits = visits.flatMap((visit) =>
    shifts(visit.before, visit.after).map((shift) => note(shift, at(path, visit.path), visit.branch)),
  );
  // The parameter itself: how the URL encodes it, and whether it's deprecated.
  const own = [...style(before, after), ...deprecation(before, after)].map((shift) => note(shift, at(path, "")));
  const texts = [
    ...text(place.where, at(path, ""), before, after),
    ...visits.flatMap((visit) => text(place.where, at(path, visit.path), visit.before, visit.after)),
  ];
  return [...toChanges(place, "./validate", limits, branches), ...toChanges(place, ".", own, 1), ...texts];
}

/** How the URL encodes a parameter, with the defaults of OpenAPI. */
function style(before: Piece, after: Piece): Shift[] {
  const drawn = ({ in: location, style, explode, allowReserved }: Piece) => {
    const written = style ?? (location === "query" || location === "cookie" ? "form" : "simple");
    return JSON.stringify([written, explode ?? written === "form", allowReserved ?? false]);
  };
  return drawn(before) === drawn(after) ? [] : [{ kind: "different", what: "is written in another way" }];
}

/** The document's info, tags, servers and security schemes. */
function judgeFrame(before: Spec, after: Spec): Change[] {
  const parts = ({ document }: Spec) => document as unknown as Record<string, Piece>;
  const [old, fresh] = [parts(before), parts(after)];
  const version =
    before.version === after.version ? [] : [textual("info", `version is ${after.version}, was ${before.version}`)];
  const info = ({ info }: Record<string, Piece>) => ({ ...info, version: "" });
  const schemes = (document: Record<string, Piece>) =>
    (document.components?.securitySchemes ?? {}) as Record<string, Piece>;
  const named = Object.entries(schemes(fresh)).flatMap(([name, scheme]) => {
    const was = schemes(old)[name];
    return was ? text(`security ${name}`, "", was, scheme) : [];
  });
  return [
    ...version,
    ...(drawn(info(old)) === drawn(info(fresh)) ? [] : [textual("info", "has other texts")]),
    ...(drawn(old.tags) === drawn(fresh.tags) ? [] : [textual("tags", "have other texts")]),
    ...serverTexts(old.servers, fresh.servers),
    ...named,
  ];
}

/** The texts of schemas, unless an operation has already shown the change. */
function judgeUnused(specs: [Spec, Spec], shown: readonly Change[]): Change[] {
  const [before, after] = specs.map(({ document }) => document.components.schemas);
  if (!before || !after || shown.some(({ what }) => what.endsWith("changed"))) return [];
  return Object.entries(after).flatMap(([name, schema]) =>
    [...walkSchemas(specs, before[name], schema)].flatMap((visit) =>
      text(`type ${name}`, visit.path, visit.before, visit.after),
    ),
  );
}

function serverTexts(before: unknown, after: unknown): Change[] {
  const [old, fresh] = [before, after].map((servers) => (servers ?? []) as Piece[]) as [Piece[], Piece[]];
  return fresh.flatMap((server) => {
    const was = old.find(({ url }) => url === server.url);
    return was ? text(`server ${server.url}`, "", was, server) : [];
  });
}

function text(where: string, path: string, before: Piece, after: Piece): Change[] {
  return changedTexts(before, after).map((key) => textual(where, `${path} ${key} changed`.trim(), path));
}

function textual(where: string, what: string, path = ""): Change {
  const of = [where, path].filter(Boolean).join(": ");
  return { where, what, verdict: "patch", entry: ".", sentence: `The documentation of \`${of}\` is revised.` };
}

function note(shift: Shift, path: string, branch?: string): Note {
  return { ...shift, path, branch };
}

function at(spot: string, path: string): string {
  return spot === "" ? path || "body" : path === "" ? spot : `${spot}.${path}`;
}
