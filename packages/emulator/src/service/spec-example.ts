// Operations that the emulator doesn't implement: it checks the request against the spec and returns the spec's example.
import { examples } from "@cdn-export/api/examples";
import { type OperationId, operations } from "@cdn-export/api/operations";
import { matchPath, readRequest } from "@cdn-export/api/validate";
import { empty, json, text } from "../http/answers.ts";
import { pairsOf, type RawResponse, splitTarget } from "../http/message.ts";
import { type Call, refuse } from "./call.ts";
import { readJson } from "./read-json.ts";

/** Marks a response as an example. */
const SOURCE: readonly string[] = ["X-Emulator-Source", "spec-example"];

export interface ExampleRoute {
  method: string;
  path: string;
  /** For a path with parameters. */
  matches?(path: string): boolean;
  run(call: Call): RawResponse;
}

/** A route for each operation of the spec that the emulator doesn't implement. Paths without parameters come first. */
export function exampleRoutes(implemented: readonly string[]): ExampleRoute[] {
  const ids = Object.keys(operations) as OperationId[];
  const routes = ids.filter((id) => !implemented.includes(id)).map(routeOf);
  return routes.sort((a, b) => parametersIn(a.path) - parametersIn(b.path));
}

function parametersIn(path: string): number {
  return path.split("{").length;
}

function routeOf(id: OperationId): ExampleRoute {
  const { method, path } = operations[id];
  const matches = (given: string) => matchPath(path, given) !== undefined;
  return { method, path, ...(path.includes("{") && { matches }), run: (call) => answer(id, call) };
}

function answer(id: OperationId, call: Call): RawResponse {
  const error = errorIn(id, call);
  if (error !== undefined) return refuse(call, "CDN.0001", error);
  const { status, body, type = "application/json", text: exact } = examples[id];
  const response =
    exact !== undefined ? text(status, type, exact) : body === undefined ? empty(status) : json(status, body);
  response.headers.push(...SOURCE);
  return response;
}

function errorIn(id: OperationId, { request, cloud }: Call): string | undefined {
  const { value, error } = request.body.length === 0 ? {} : readJson(request, cloud.settings);
  if (error !== undefined) return error;
  const sent = { ...splitTarget(request.target), headers: pairsOf(request.headers), body: value };
  return readRequest(id, sent).issues[0]?.message;
}
