import type { TestProject } from "vitest/node";
import { startPrism } from "../src/prism.ts";

/** One Prism for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prism = await startPrism(new URL("../../../spec/openapi.yaml", import.meta.url).pathname);
  project.provide("prismUrl", prism.url);
  return () => prism.close();
}

declare module "vitest" {
  export interface ProvidedContext {
    prismUrl: string;
  }
}
