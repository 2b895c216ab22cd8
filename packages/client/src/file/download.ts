// A file over as many links and connections as it takes.
import { MAX_RENEWALS } from "../constants.ts";
import { CorruptFileError, LinkExpiredError } from "../errors.ts";
import { passes, type RetryPolicy } from "../retry.ts";
import type { World } from "../world.ts";
import { checkedChunks } from "./chunks.ts";
import { type LinkOptions, type OpenedLink, openLink, type ResumePoint } from "./link.ts";

export interface DownloadSource extends LinkOptions {
  world: World;
  retries: RetryPolicy;
  /** A fresh link to the same file, if there is one. */
  renew: () => Promise<string | undefined>;
}

/** A download that has begun. */
export interface Download {
  /** Which byte of the file comes first: 0, or where an earlier download stopped, if the file is still the same. */
  start: number;
  /** Bytes of the whole file, where the server tells. */
  total: number | undefined;
  /** Together with the number of bytes that came: what a later download needs to go on. */
  validator: string | undefined;
  /** The bytes from `start` on. Read them soon: the connection is open. */
  chunks: AsyncGenerator<Uint8Array>;
}

/** @returns opens a download; all downloads share the link, which is renewed when it has expired. */
export function createOpener(link: string, source: DownloadSource): (from?: ResumePoint) => Promise<Download> {
  const { world, retries, signal } = source;
  const rest = (ms: number) => world.sleep(ms, signal);
  let current = link;

  async function open(from: ResumePoint | undefined): Promise<OpenedLink> {
    for (let renewals = 0; ; renewals++) {
      try {
        return await retries.retrying(() => openLink(current, source, from), rest);
      } catch (error) {
        if (!(error instanceof LinkExpiredError) || renewals >= MAX_RENEWALS) throw error;
        if (renewals > 0) await rest(retries.delay(error, renewals));
        current = (await source.renew()) ?? current;
      }
    }
  }

  /** Goes on where a connection was cut, as long as each one brings something. */
  async function* chunks(first: OpenedLink): AsyncGenerator<Uint8Array> {
    const { validator } = first;
    let at = first.start;
    let failures = 0;
    for (let opened = first; ; ) {
      // What a server without ranges sends once more.
      let known = at - opened.start;
      try {
        for await (const chunk of checkedChunks(opened, source)) {
          const fresh = known > 0 ? chunk.subarray(known) : chunk;
          known -= chunk.length - fresh.length;
          at += fresh.length;
          if (fresh.length > 0) {
            failures = 0;
            yield fresh;
          }
        }
        return;
      } catch (error) {
        // All of it has come: there is no rest to ask for.
        if (at === first.total) return;
        const isLost = at > 0 && validator === undefined;
        if (isLost || !retries.hasTries(++failures) || !passes(error)) throw error;
        await rest(retries.delay(error, failures));
      }
      opened = await open(at > 0 && validator !== undefined ? { bytes: at, validator } : undefined);
      if (at > 0 && opened.validator !== validator) throw changed();
    }
  }

  return async (from) => {
    const opened = await open(from);
    const { start, total, validator } = opened;
    return { start, total, validator, chunks: chunks(opened) };
  };
}

function changed(): CorruptFileError {
  return new CorruptFileError("CHANGED", "The file has changed during the download", { advice: "Download it again" });
}
