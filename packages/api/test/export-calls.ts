import type { Spec } from "../generator/spec.ts";

const PATH = "/v1/cdn/statistics/export-tasks";

/** The spec without other operations, so that tests of the two export calls don't depend on what is added to it. */
export function exportCallsOf(spec: Spec): Spec {
  const { [PATH]: calls = {} } = spec.document.paths;
  return { ...spec, document: { ...spec.document, paths: { [PATH]: calls } } };
}
