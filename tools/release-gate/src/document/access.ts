// Compares servers and security requirements.
import type { Spec } from "../../../../packages/api/generator/spec.ts";
import type { Change } from "../change.ts";
import { without } from "../notes.ts";
import type { Located, Piece } from "../operations.ts";
import { sortedKeys } from "./texts.ts";

export function compareAccess(specs: [Spec, Spec], was: Located, is: Located): Change[] {
  return [...compareServers(was, is), ...compareSecurity(specs, was, is)];
}

function compareServers(was: Located, is: Located): Change[] {
  const [before, after] = [was, is].map((operation) => (operation.effective("servers") as Piece[]).map(server)) as [
    string[],
    string[],
  ];
  return [
    ...without(before, after).map((url) =>
      change("servers", `${url} is gone`, "major", `The server \`${url}\` is gone.`),
    ),
    ...without(after, before).map((url) =>
      change("servers", `${url} is new`, "minor", `The server \`${url}\` is new.`),
    ),
  ];
}

/** Each requirement suffices by itself. A scheme is identified by its content, not by its name. */
function compareSecurity(specs: [Spec, Spec], was: Located, is: Located): Change[] {
  const [before, after] = [was, is].map((operation, side) => ways(specs[side] as Spec, operation)) as [
    Map<string, string>,
    Map<string, string>,
  ];
  // Without requirements, every old one still works.
  const lost = after.has("{}") ? [] : without([...before.keys()], [...after.keys()]);
  const where = `${is.name} request`;
  return [
    ...lost.map((way) =>
      change(
        where,
        `security ${before.get(way)} no longer suffices`,
        "major",
        `In the request of \`${is.name}\`, ${before.get(way)} no longer suffices.`,
      ),
    ),
    ...without([...after.keys()], [...before.keys()]).map((way) =>
      change(
        where,
        `security ${after.get(way)} suffices`,
        "minor",
        `In the request of \`${is.name}\`, ${after.get(way)} suffices.`,
      ),
    ),
  ];
}

/** The readable name of each requirement, by its content. */
function ways(spec: Spec, operation: Located): Map<string, string> {
  const schemes = ((spec.document.components as Piece).securitySchemes ?? {}) as Record<string, Piece>;
  const requirements = operation.effective("security") as Record<string, string[]>[];
  const list = requirements.length > 0 ? requirements : [{}];
  return new Map(
    list.map((requirement) => {
      const asked = Object.entries(requirement).map(([name, scopes]) => {
        const { description: _, ...scheme } = Object.fromEntries(
          Object.entries(schemes[name] ?? { name }).filter(([key]) => !key.startsWith("x-")),
        );
        return [JSON.stringify(scheme, sortedKeys), [...scopes].sort()];
      });
      const names = Object.keys(requirement);
      return [
        JSON.stringify(Object.fromEntries(asked), sortedKeys),
        names.length > 0 ? names.join(" with ") : "nothing",
      ];
    }),
  );
}

function server({ url, variables }: Piece): string {
  const values = Object.entries((variables ?? {}) as Record<string, Piece>).map(
    ([name, { default: fallback, enum: values }]) => `${name}=${[values ?? fallback].flat().join("|")}`,
  );
  return [String(url), ...values].join(" ");
}

function change(where: string, what: string, verdict: Change["verdict"], sentence: string): Change {
  return { where, what, verdict, entry: ".", sentence };
}
