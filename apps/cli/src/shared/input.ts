// What a command reads: a file, or what is piped or typed into it.
import { readFile, stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { UsageError } from "../terminal/errors.ts";
import type { Session } from "../terminal/session.ts";
import { readReason } from "./system-error.ts";

export const STDIN = "-";
export const MAX_INPUT_BYTES: number = 16 * 1024 * 1024;

/** @throws UsageError for a file that cannot be read, or is larger than anything that belongs here. */
export async function readInput(path: string, session: Session, prompt: string): Promise<Buffer> {
  if (path === STDIN) {
    if (process.stdin.isTTY) session.note(`${prompt} End with Ctrl-D on a line of its own.`);
    return buffer(addAbortSignal(session.signal, process.stdin));
  }
  try {
    const { size } = await stat(path);
    if (size <= MAX_INPUT_BYTES) return await readFile(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${await readReason(error)}`, { cause: error });
  }
  throw new UsageError(`${path} cannot be read: it is larger than 16 MB`);
}
