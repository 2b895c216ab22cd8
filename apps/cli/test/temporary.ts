import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folders of all tests lie in one, which goes with them. @returns what is done in the end. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "cdn-export-cli-tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
