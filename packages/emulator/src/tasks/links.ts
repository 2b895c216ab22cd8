import { createHmac, timingSafeEqual } from "node:crypto";

/** Download links, presigned: a link tells by itself which task it is for and until when. */
export interface Links {
  /** A new link for a task. Links given out before keep their own time. */
  create(taskId: string, expires: number): string;
  /** What a path and query stand for. */
  read(path: string, query: string): LinkReading;
}

export type LinkReading = { taskId: string; expires: number } | "unknown-path" | "bad-signature";

/** Every path that begins so belongs to downloads, and takes no signature of the API. */
export const DOWNLOAD_PREFIX = "/downloads/";

const PATH = /^\/downloads\/([0-9a-f]{32})$/;
const QUERY = /^Expires=(\d{1,15})&Signature=([0-9a-f]{64})$/;

/** @param origin - looked up late: the port is known only after listening */
export function createLinks(seed: number, origin: () => string): Links {
  // The key follows from the seed, so that runs can be repeated. It guards against mistakes, not against attackers.
  const signature = (taskId: string, expires: number) =>
    createHmac("sha256", `download links of ${seed}`).update(`${taskId} ${expires}`).digest("hex");

  return {
    create: (taskId, expires) =>
      `${origin()}${DOWNLOAD_PREFIX}${taskId}?Expires=${expires}&Signature=${signature(taskId, expires)}`,
    read(path, query) {
      const taskId = PATH.exec(path)?.[1];
      if (taskId === undefined) return "unknown-path";
      const [, expiry, given] = QUERY.exec(query) ?? [];
      if (expiry === undefined || given === undefined) return "bad-signature";
      const expires = Number(expiry);
      const right = timingSafeEqual(Buffer.from(given, "hex"), Buffer.from(signature(taskId, expires), "hex"));
      return right ? { taskId, expires } : "bad-signature";
    },
  };
}
