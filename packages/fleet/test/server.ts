import { startPostgres } from "@cdn-export/test-support/postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: string;
  }
}

/** Starts the server that the tests share. Each test makes its own database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide("postgres", server.url);
  return server.stop;
}
