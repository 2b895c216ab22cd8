// Pages in Chromium. A page fails its test on anything that a browser complains about, and on each request to somewhere else.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { launch } from "./launch.ts";
import { type RunningConsole, startConsole } from "./programs.ts";

export interface OpenOptions extends BrowserContextOptions {
  /** Complaints that the test expects. */
  allow?: RegExp;
}

export interface Opener {
  /** The copy of the folder that the console shows. */
  folder: string;
  console: RunningConsole;
  /** Opens a view in a window of its own. */
  open: (path: string, options?: OpenOptions) => Promise<Page>;
}

interface Setting {
  /** Writes the folder. @default a copy of the prepared one */
  fill?: (folder: string) => void;
  /** @default --emulator */
  args?: readonly string[];
}

function copyPrepared(folder: string): void {
  cpSync(inject("data").folder, folder, { recursive: true });
}

/** A console on a copy of the prepared folder, and a browser, for all tests of a file. */
export function useConsole({ fill = copyPrepared, args }: Setting = {}): Opener {
  const root = mkdtempSync(join(tmpdir(), "cdn-export-console-"));
  const folder = join(root, "exports");
  const complaints: string[] = [];
  let browser: Browser;
  let state: Awaited<ReturnType<typeof signedIn>>;
  const opener: Opener = { folder, console: undefined as never, open };

  beforeAll(async () => {
    fill(folder);
    [opener.console, browser] = await Promise.all([startConsole(folder, args), launch()]);
    state = await signedIn(browser, opener.console.link);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), opener.console?.close()]);
    rmSync(root, { recursive: true, force: true });
  });

  async function open(path: string, { allow, ...options }: OpenOptions = {}): Promise<Page> {
    const { origin } = opener.console;
    const context = await browser.newContext({
      ...{ storageState: state, viewport: { width: 1280, height: 900 }, locale: "en-US" },
      ...options,
    });
    const page = await context.newPage();
    const complain = (text: string) => {
      if (!allow?.test(text)) complaints.push(text);
    };
    page.on("console", (message) => {
      // A violation of the content security policy is one of these, too.
      if (message.type() === "error" || message.type() === "warning") complain(message.text());
    });
    page.on("pageerror", (error) => complain(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(`${origin}/`)) complain(`request to ${request.url()}`);
    });
    await page.goto(origin + path);
    await page.locator("main").waitFor();
    await settled(page);
    return page;
  }
  return opener;
}

async function signedIn(browser: Browser, link: string) {
  const context = await browser.newContext();
  await (await context.newPage()).goto(link);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Waits until nothing loads. A change of the address starts loading within a few frames. */
export async function settled(page: Page): Promise<void> {
  for (let frames = 0; frames < 4; frames++)
    await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done))));
  await expect.poll(() => page.locator(".loading, .stale").count(), { timeout: 20_000 }).toBe(0);
}
