// The runtimes, and how each runs the suite. A missing runtime throws NotInstalled.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Servers } from "./servers.ts";
import { startOrigin, startServers } from "./servers.ts";
import type { Outcome } from "./suite.ts";

export interface Runtime {
  readonly name: string;
  /** Runs the suite. Returns the outcome and the version of the runtime. */
  run(bundles: Bundles): Promise<Outcome & { version: string }>;
}

/** The suite as JavaScript: a file for servers, a self-contained script for the others. */
export interface Bundles {
  readonly serverFile: string;
  readonly workerScript: string;
  readonly pageScript: string;
}

/** The runtime isn't installed, or doesn't exist for this machine. */
export class NotInstalled extends Error {}

const NO_PATHS = fileURLToPath(new URL("../../../tsconfig.base.json", import.meta.url));

export const RUNTIMES: readonly Runtime[] = [
  onServer("Node 20", "node20/bin/node"),
  onServer("Node 22", "node22/bin/node"),
  onServer("Node 24", "node24/bin/node"),
  onServer("Node 26", "node26/bin/node"),
  // Bun would apply the paths of the signer's tsconfig.json, which is not published.
  onServer("Bun", "@oven/bun-linux-x64/bin/bun", ["run", `--tsconfig-override=${NO_PATHS}`]),
  onServer("Deno", "@deno/linux-x64-glibc/deno", ["run", "--allow-all", "--no-lock"]),
  onWorkerd("workerd", []),
  onWorkerd("workerd with nodejs_compat", ["nodejs_compat"]),
  onChromium(),
];

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;
/** The date in the version of the installed workerd. */
const COMPATIBILITY_DATE = "2026-07-30";

function onServer(name: string, file: string, options: readonly string[] = []): Runtime {
  return {
    name,
    async run({ serverFile }) {
      const binary = fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url));
      if (!existsSync(binary)) throw new NotInstalled(`${file} isn't installed`);
      const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1" };
      const version = await run(binary, ["--version"], { env });
      return withServers(startServers(), async (servers) => {
        const args = [...options, serverFile, JSON.stringify(servers)];
        const { stdout } = await run(binary, args, { env, timeout: TIMEOUT_MS, maxBuffer: 2 ** 26 });
        return { ...(JSON.parse(stdout) as Outcome), version: numberIn(version.stdout) };
      });
    },
  };
}

function onWorkerd(name: string, compatibilityFlags: string[]): Runtime {
  return {
    name,
    async run({ workerScript }) {
      const { Miniflare, Log, LogLevel } = await import("miniflare").catch((cause) => {
        throw new NotInstalled("miniflare isn't installed", { cause });
      });
      const worker = new Miniflare({
        modules: true,
        script: workerScript,
        compatibilityDate: COMPATIBILITY_DATE,
        compatibilityFlags,
        log: new Log(LogLevel.ERROR),
      });
      try {
        return await withServers(startServers(), async (servers) => {
          const answer = await worker.dispatchFetch("http://suite/", { method: "POST", body: JSON.stringify(servers) });
          return { ...((await answer.json()) as Outcome), version: COMPATIBILITY_DATE };
        });
      } finally {
        await worker.dispose();
      }
    },
  };
}

function onChromium(): Runtime {
  return {
    name: "Chromium, headless",
    async run({ pageScript }) {
      const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
      if (!existsSync(executablePath))
        throw new NotInstalled(`${executablePath} doesn't exist; set CHROMIUM to another path`);
      const { chromium } = await import("playwright-core");
      const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
      try {
        return await withServers(
          startOrigin('<!doctype html><script src="/suite.js"></script>', pageScript),
          async (servers) => {
            const page = await browser.newPage();
            await page.goto(`${servers.emulatorUrl}/page`);
            const call = `runSuite(${JSON.stringify(servers)})`;
            return { ...((await page.evaluate(call)) as Outcome), version: browser.version() };
          },
        );
      } finally {
        await browser.close();
      }
    },
  };
}

async function withServers<T>(started: Promise<Servers>, use: (servers: Servers) => Promise<T>): Promise<T> {
  const servers = await started;
  try {
    return await use(servers);
  } finally {
    await servers.close();
  }
}

function numberIn(text: string): string {
  return /\d+(\.\d+)+/.exec(text)?.[0] ?? "";
}
