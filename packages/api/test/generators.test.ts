// Other linters and generators accept the spec. They run from the lockfile, without a network.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const SPEC = join(ROOT, "spec/openapi.yaml");
const folder = await mkdtemp(join(tmpdir(), "generators-"));
afterAll(() => rm(folder, { recursive: true }));

/** Runs a program of a package in the temporary folder. */
function run(bin: string, ...args: string[]): { status: number | null; output: string } {
  const env = { ...process.env, DO_NOT_TRACK: "1", REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { status, stdout, stderr } = spawnSync(bin, args, { cwd: folder, encoding: "utf8", env });
  return { status, output: stdout + stderr };
}

const own = (name: string) => join(import.meta.dirname, "../node_modules/.bin", name);

describe("the spec is accepted by", { timeout: 120_000 }, () => {
  it("Redocly with its strictest rules", () => {
    const redocly = join(ROOT, "node_modules/.bin/redocly");
    const { status, output } = run(redocly, "lint", "--config", join(ROOT, "spec/redocly.yaml"), SPEC);
    expect(status, output).toBe(0);
    expect(output).not.toContain("warning");
  });

  it("Spectral with its rules for OpenAPI, without a warning", async () => {
    await writeFile(join(folder, "rules.yaml"), 'extends: ["spectral:oas"]\n');
    const { status, output } = run(own("spectral"), "lint", SPEC, "--ruleset", "rules.yaml", "--fail-severity", "warn");
    expect(status, output).toBe(0);
  });

  it("openapi-typescript", async () => {
    const text = astToString(await openapiTS(pathToFileURL(SPEC), { silent: true }));
    expect(text).toContain("createExportTask: {");
  });

  it("hey-api, whose client knows the headers of both ways to authenticate", async () => {
    const { status, output } = run(own("openapi-ts"), "-i", SPEC, "-o", "hey-api");
    expect(status, output).toBe(0);
    const sdk = await readFile(join(folder, "hey-api/sdk.gen.ts"), "utf8");
    for (const name of ["createExportTask", "listExportTasks", "X-Sdk-Date", "X-Auth-Token"])
      expect(sdk).toContain(name);
  });

  it("orval", async () => {
    const { status, output } = run(own("orval"), "--input", SPEC, "--output", "orval.ts");
    expect(status, output).toBe(0);
    expect(await readFile(join(folder, "orval.ts"), "utf8")).toContain("createExportTask");
  });
});
