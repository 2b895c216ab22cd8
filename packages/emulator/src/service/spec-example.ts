// Operations that the emulator doesn't implement: it checks the request against the spec and returns the spec's example.
import { examples } from "@cdn-export/api/examples";
import { type OperationId, operations } from "@cdn-export/api/operations";
import { validateRequest } from "@cdn-export/api/validate";
import { empty, json } from "../http/answers.ts";
import type { RawResponse } from "../http/message.ts";
import { type Call, refuse } from "./call.ts";
import { readJson } from "./read-json.ts";
import { readQuery } from "./read-query.ts";

/** Marks a response as an example. */
const SOURCE: readonly string[] = ["X-Emulator-Source", "spec-example"];

export interface ExampleRoute {
  method: string;
  path: string;
  /** For a path with parameters. */
  pattern?: RegExp;
  run(call: Call): RawResponse;
}

/** A route for each operation of the spec that the emulator doesn't implement. */
export function exampleRoutes(implemented: readonly string[]): ExampleRoute[] {
  const ids = Object.keys(operations) as OperationId[];
  return ids.filter((id) => !implemented.includes(id)).map(routeOf);
}

function routeOf(id: OperationId): ExampleRoute {
  const { method, path } = operations[id];
  return { method, path, ...(path.includes("{") && { pattern: patternOf(path) }), run: (call) => answer(id, call) };
}

function answer(id: OperationId, call: Call): RawResponse {
  const error = readQuery(id, call.request).error ?? bodyError(id, call);
  if (error !== undefined) return refuse(call, "CDN.0001", error);
  const { status, body } = examples[id];
  const response = body === undefined ? empty(status) : json(status, body);
  response.headers.push(...SOURCE);
  return response;
}

function bodyError(id: OperationId, { request, cloud }: Call): string | undefined {
  if (request.body.length === 0) return undefined;
  const { value, error } = readJson(request, cloud.settings);
  return error ?? validateRequest(id, { body: value })[0]?.message;
}

function patternOf(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}
