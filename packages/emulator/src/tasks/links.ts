import { createHmac, timingSafeEqual } from "node:crypto";

/** Presigned download links: a link contains its task and its expiry. */
export interface Links {
  /** Makes a new link for a task. Earlier links keep their own expiry. */
  create(target: LinkTarget): string;
  /** Reads the path and query of a link. */
  read(path: string, query: string): LinkReading;
}

export type LinkReading = LinkTarget | "unknown-path" | "bad-signature";

export interface LinkTarget {
  taskId: string;
  /** Where the file is: how many times it was moved before. */
  moves: number;
  /** Milliseconds since the epoch. */
  expires: number;
}

/** Paths with this prefix are downloads, which need no signature. */
export const DOWNLOAD_PREFIX = "/downloads/";

const PATH = /^\/downloads\/([0-9a-f]{32})(?:\/([1-9]\d{0,8}))?$/;
const QUERY = /^Expires=(\d{1,15})&Signature=([0-9a-f]{64})$/;

/** @param origin - a function, because the port is known only after listening */
export function createLinks(seed: number, origin: () => string): Links {
  // The key follows from the seed, so that runs are repeatable. It protects against mistakes, not against attackers.
  const signature = ({ taskId, moves, expires }: LinkTarget) =>
    createHmac("sha256", `download links of ${seed}`).update(`${taskId} ${moves} ${expires}`).digest("hex");

  return {
    create(target) {
      // A test's clock can be between two milliseconds.
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
