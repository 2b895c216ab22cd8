// What a command reads: a file, or what is piped or typed into it.
import { readFile, stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { UsageError } from "../terminal/errors.ts";
import type { Session } from "../terminal/session.ts";

export const STDIN = "-";
const MAX_BYTES = 16 * 1024 * 1024;

/** @throws UsageError for a file that cannot be read, or is larger than anything that belongs here. */
export async function readInput(path: string, session: Session, prompt: string): Promise<Buffer> {
  if (path === STDIN) {
    if (process.stdin.isTTY) session.note(`${prompt} End with Ctrl-D on a line of its own.`);
    return buffer(addAbortSignal(session.signal, process.stdin));
  }
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new Error("it is larger than 16 MB");
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : (code ?? message);
    throw new UsageError(`${path} cannot be read: ${why}`, { cause: error });
  }
}
