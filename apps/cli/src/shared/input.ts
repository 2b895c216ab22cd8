// The input of a command: a file, or stdin.
import { readFile, stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { readReason } from "./system-error.ts";

export const STDIN = "-";
export const MAX_INPUT_BYTES: number = 16 * 1024 * 1024;

/** @throws UsageError if the file can't be read or is larger than `MAX_INPUT_BYTES`. */
export async function readInput(path: string, session: Session, prompt: string): Promise<Buffer> {
  if (path === STDIN) {
    if (process.stdin.isTTY)
      session.note(prompt + say(" Then press Ctrl-D on an empty line.", "然后在空行按 Ctrl-D。"));
    return buffer(addAbortSignal(session.signal, process.stdin));
  }
  try {
    const { size } = await stat(path);
    if (size <= MAX_INPUT_BYTES) return await readFile(path);
  } catch (error) {
    const why = await readReason(error);
    throw new UsageError(say(`${path} can't be read: ${why}`, `无法读取 ${path}：${why}`), { cause: error });
  }
  throw new UsageError(say(`${path} can't be read: it is larger than 16 MB`, `无法读取 ${path}：大于 16 MB`));
}
