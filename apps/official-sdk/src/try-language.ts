import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { startInTerminal } from "@cdn-export/emulator/cli";
import { createSignedFetch } from "@cdn-export/signer";
import { argumentsOf, CASES, type Case, reported, STEPS } from "./cases.ts";
import { EMULATOR_COMMAND, type Language, NotInstalled, PROGRAMS } from "./languages.ts";
import { explain, type Finished, run } from "./run.ts";

/** The result of each step; a step that isn't in the map wasn't run. */
export type Results = Map<string, { ok: boolean; text: string }>;

export const INSTALL = "install and build";
export const RECIPE = "recipe";

const PROGRAM_MS = 60_000;
const RECIPE_MS = 180_000;

/**
 * Installs the SDK of a language, and runs its programs in every case.
 *
 * @param expected - what the documents say that the program reports in a case
 * @throws NotInstalled if a toolchain is missing
 */
export async function tryLanguage(
  language: Language,
  expected: (name: string) => string | undefined,
  signal: AbortSignal,
): Promise<Results> {
  const results: Results = new Map();
  const programs = PROGRAMS[language];
  // The SDKs write an application ID into the home folder.
  const home = await mkdtemp(join(tmpdir(), "official-sdk-"));
  try {
    const start = performance.now();
    try {
      await programs.install(signal);
    } catch (error) {
      if (error instanceof NotInstalled) throw error;
      return results.set(INSTALL, { ok: false, text: (error as Error).message });
    }
    results.set(INSTALL, { ok: true, text: `${Math.round((performance.now() - start) / 1000)} s` });
    for (const one of CASES) {
      const finished = await runCase(language, one, home, signal);
      if (one.name === "success") addSteps(results, finished);
      const found = reported(finished);
      const wanted = expected(one.name);
      results.set(one.name, { ok: found === wanted, text: `${found}; the documents say ${wanted}` });
    }
    if (programs.recipe) {
      const { command, cwd } = programs.recipe;
      const env = { ...withoutProxies(), CDN_EXPORT_EMULATOR: EMULATOR_COMMAND, PYTHONDONTWRITEBYTECODE: "1" };
      const finished = await run(command, { env, cwd, timeoutMs: RECIPE_MS, signal });
      results.set(RECIPE, { ok: finished.code === 0, text: explain(finished) });
    }
    return results;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Adds the steps of a complete export. Only the first step that failed is explained. */
function addSteps(results: Results, finished: Finished): void {
  let text = explain(finished);
  for (const [step, isDone] of STEPS) {
    const ok = isDone(finished);
    results.set(step, { ok, text });
    if (!ok) text = "an earlier step failed";
  }
}

async function runCase(language: Language, one: Case, home: string, signal: AbortSignal): Promise<Finished> {
  const { variables, close } = one.pasted ? await startPasted(one.pasted.tls.includes(language)) : await startFor(one);
  try {
    const { PATH, JAVA_HOME } = process.env;
    const env = { PATH, ...(JAVA_HOME && { JAVA_HOME }), HOME: home, ...variables, ...one.env };
    const command = [...PROGRAMS[language][one.program], ...argumentsOf(one)];
    return await run(command, { env, timeoutMs: PROGRAM_MS, signal });
  } finally {
    await close();
  }
}

interface Started {
  variables: Record<string, string>;
  close(): Promise<void>;
}

async function startFor({ emulator, lock }: Case): Promise<Started> {
  const cloud = await startEmulator({ runMs: 500, format: "csv", ...emulator });
  const { ak, sk } = DEMO_CREDENTIALS;
  if (lock) await createSignedFetch({ ak, sk: "another" })(`${cloud.url}/v1/cdn/statistics/export-tasks`);
  const variables = { CLOUD_SDK_AK: ak, CLOUD_SDK_SK: sk, CDN_EXPORT_ENDPOINT: cloud.url };
  return { variables, close: cloud.close };
}

/** Starts an emulator, and sets every variable that it prints for pasting. */
async function startPasted(tls: boolean): Promise<Started> {
  const { message, close } = await startInTerminal({ port: "0", tls }, () => {});
  const pairs = message.matchAll(/(?<=^ *export .*)\b([A-Z_0-9]+)=(\S+)/gm);
  return { variables: Object.fromEntries([...pairs].map(([, name = "", value = ""]) => [name, value])), close };
}

/** The recipes call the emulator on this machine, which a proxy can't reach. */
function withoutProxies(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(https?|all)_proxy$/i.test(name)));
}
