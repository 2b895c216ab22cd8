import { type Browser, chromium } from "playwright-core";

/** Starts Chromium. Its sandbox doesn't work for root. */
export function launch(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}
