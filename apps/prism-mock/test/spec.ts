import { readFile } from "node:fs/promises";
import { parse } from "yaml";

type Value = Record<string, unknown>;

interface Examples {
  examples: Record<string, { value: Value }>;
}

const document = parse(await readFile(new URL("../../../spec/openapi.yaml", import.meta.url), "utf8"));
const { get, post } = document.paths["/v1/cdn/statistics/export-tasks"];

const named = (content: Record<string, Examples>): [string, Value][] =>
  Object.entries(content["application/json"]?.examples ?? {}).map(([name, { value }]) => [name, value]);

/** The spec's named examples: of create requests, of lists, of errors. */
export const examples: Record<"requests" | "lists" | "errors", [string, Value][]> = {
  requests: named(post.requestBody.content),
  lists: named(get.responses["200"].content),
  errors: named(document.components.responses.Error.content),
};
