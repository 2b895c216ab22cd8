// Unresolved create calls in a file, next to a lock or in a job folder: a header line, then one line of JSON for each
// change. The last line of a job counts. Programs only append lines, so a program that has lost its turn without
// knowing it can't undo the changes of others. The file contains IDs and times, but no query and no secret.
import { open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { MAX_STORED_CLAIMS } from "../base/constants.ts";
import { StoreError } from "../errors/store.ts";
import type { Claim, ClaimStore } from "../job/claims.ts";
import { makeFolder, replaceFile } from "./durable.ts";
import { accessError } from "./store-errors.ts";

const FORMAT = "cdn-export claims";
const VERSION = 1;
const HEAD = `${JSON.stringify({ format: FORMAT, version: VERSION })}\n`;
const OWNER_ONLY = 0o600;
/** A file with more lines than this is rewritten without the lines that no longer count. */
const MAX_LINES = 4 * MAX_STORED_CLAIMS;

export function claimsFile(path: string): ClaimStore {
  const refuse = (error: unknown): never => {
    throw accessError(
      "write",
      path,
      "Every create call that was sent is in it; choose another folder, or make room",
      error,
    );
  };
  return {
    async read() {
      const text = await readFile(path, "utf8").catch((error) => {
        if (error.code === "ENOENT") return "";
        throw accessError("read", path, "Nothing was sent; make it readable", error);
      });
      const [claims, lines] = parse(text, path);
      const isCut = text !== "" && !text.endsWith("\n");
      if (isCut || lines > MAX_LINES) {
        const whole = HEAD + claims.map(lineOf).join("");
        await replaceFile(path, (handle) => handle.writeFile(whole), OWNER_ONLY).catch(refuse);
      }
      return claims;
    },
    async write(claims) {
      if (claims.length === 0) return;
      try {
        await makeFolder(dirname(path));
        const handle = await open(path, "a", OWNER_ONLY);
        try {
          const head = (await handle.stat()).size === 0 ? HEAD : "";
          await handle.writeFile(head + claims.map(lineOf).join(""));
          await handle.datasync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        refuse(error);
      }
    },
  };
}

function lineOf(claim: Claim): string {
  return `${JSON.stringify(claim)}\n`;
}

/**
 * @returns the claims that count, and the number of lines. A last line without an end is incomplete and doesn't count.
 */
function parse(text: string, path: string): [claims: Claim[], lines: number] {
  const [head = "", ...lines] = text.split("\n").slice(0, -1);
  if (text === "" || HEAD.startsWith(text)) return [[], 0];
  const { format, version } = Object(parseJson(head)) as { format?: unknown; version?: unknown };
  if (format === FORMAT && typeof version === "number" && version > VERSION) {
    const message = `${path} has version ${version}, and this program reads version ${VERSION}`;
    throw new StoreError("CLAIMS_VERSION", message, { advice: "Update @cdn-export/client" });
  }
  const claims = new Map<string, Claim>();
  for (const line of lines) {
    const claim = parseJson(line);
    if (format !== FORMAT || version !== VERSION || !isClaim(claim)) throw broken(path);
    claims.delete(claim.job);
    claims.set(claim.job, claim);
  }
  if (format !== FORMAT || version !== VERSION) throw broken(path);
  const all = [...claims.values()];
  const resolved = all.filter(({ taskId }) => taskId !== undefined).slice(-MAX_STORED_CLAIMS);
  return [[...all.filter(({ call }) => call !== undefined), ...resolved], lines.length];
}

function broken(path: string): StoreError {
  return new StoreError("CLAIMS_BROKEN", `${path} is damaged, or isn't a file of create calls`, {
    advice: "Nothing was sent. Remove it three minutes after the last export was started",
  });
}

function isClaim(value: unknown): value is Claim {
  const { job, call, taskId } = Object(value) as Partial<Claim>;
  const isCall = call === undefined || Array.isArray(Object(call).ids);
  return typeof job === "string" && isCall && (taskId === undefined || typeof taskId === "string");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
