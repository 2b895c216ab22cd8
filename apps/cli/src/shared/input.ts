// The input of a command: a file, or stdin.
import { readFile, stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { UsageError } from "../terminal/errors.ts";
import type { Session } from "../terminal/session.ts";
import { readReason } from "./system-error.ts";

export const STDIN = "-";
export const MAX_INPUT_BYTES: number = 16 * 1024 * 1024;

/** @throws UsageError if the file can't be read or is larger than `MAX_INPUT_BYTES`. */
export async function readInput(path: string, session: Session, prompt: string): Promise<Buffer> {
  if (path === STDIN) {
    if (process.stdin.isTTY) session.note(`${prompt} Then press Ctrl-D on an empty line.`);
    return buffer(addAbortSignal(session.signal, process.stdin));
  }
  try {
    const { size } = await stat(path);
    if (size <= MAX_INPUT_BYTES) return await readFile(path);
  } catch (error) {
    throw new UsageError(`${path} can't be read: ${await readReason(error)}`, { cause: error });
  }
  throw new UsageError(`${path} can't be read: it is larger than 16 MB`);
}
