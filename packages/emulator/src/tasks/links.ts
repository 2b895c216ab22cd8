import { createHmac, timingSafeEqual } from "node:crypto";

/** Download links, presigned: a link tells by itself which task it is for and until when. */
export interface Links {
  /** A new link for a task. Links given out before keep their own time. */
  create(target: LinkTarget): string;
  /** What a path and query stand for. */
  read(path: string, query: string): LinkReading;
}

export type LinkReading = LinkTarget | "unknown-path" | "bad-signature";

export interface LinkTarget {
  taskId: string;
  /** Where the file lies: how often it had been moved. */
  moves: number;
  expires: number;
}

/** Every path that begins so belongs to downloads, and takes no signature of the API. */
export const DOWNLOAD_PREFIX = "/downloads/";

const PATH = /^\/downloads\/([0-9a-f]{32})(?:\/([1-9]\d{0,8}))?$/;
const QUERY = /^Expires=(\d{1,15})&Signature=([0-9a-f]{64})$/;

/** @param origin - looked up late: the port is known only after listening */
export function createLinks(seed: number, origin: () => string): Links {
  // The key follows from the seed, so that runs can be repeated. It guards against mistakes, not against attackers.
  const signature = ({ taskId, moves, expires }: LinkTarget) =>
    createHmac("sha256", `download links of ${seed}`).update(`${taskId} ${moves} ${expires}`).digest("hex");

  return {
    create(target) {
      // A clock in tests may stand between two milliseconds.
      const { taskId, moves, expires } = { ...target, expires: Math.floor(target.expires) };
      const path = `${DOWNLOAD_PREFIX}${taskId}${moves === 0 ? "" : `/${moves}`}`;
      return `${origin()}${path}?Expires=${expires}&Signature=${signature({ taskId, moves, expires })}`;
    },
    read(path, query) {
      const [, taskId, moves = "0"] = PATH.exec(path) ?? [];
      if (taskId === undefined) return "unknown-path";
      const [, expires, given] = QUERY.exec(query) ?? [];
      if (expires === undefined || given === undefined) return "bad-signature";
      const target = { taskId, moves: Number(moves), expires: Number(expires) };
      const right = timingSafeEqual(Buffer.from(given, "hex"), Buffer.from(signature(target), "hex"));
      return right ? target : "bad-signature";
    },
  };
}
