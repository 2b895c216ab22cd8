// Runs the built program as a shell does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";

export const BIN: string = join(import.meta.dirname, "../dist/bin.js");

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** An environment without the machine's own settings for the program. */
export function environment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: newFolder(),
    CDN_EXPORT_STATE: newFolder(),
    HUAWEICLOUD_SDK_AK: DEMO_CREDENTIALS.ak,
    HUAWEICLOUD_SDK_SK: DEMO_CREDENTIALS.sk,
  };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "cdn-export-cli-"));
}

/** @param env - added to `environment()`; an empty string removes a variable. */
export async function run(
  args: readonly string[],
  { env = {}, input = "", cwd = newFolder() }: { env?: Record<string, string>; input?: string; cwd?: string } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...environment(), ...env } });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
}
