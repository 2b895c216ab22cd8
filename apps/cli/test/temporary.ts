import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Puts the folders of all tests into one. @returns a function that removes it. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "cdn-export-cli-tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
