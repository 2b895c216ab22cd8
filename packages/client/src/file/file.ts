import type { ExportTaskRequest } from "@cdn-export/api";
import { concat } from "@cdn-export/api/bytes";
import type { Finding } from "@cdn-export/api/rules";
import type { FinishedTask } from "../call/tasks.ts";
import { AbortedError } from "../errors/base.ts";
import type { LinklessTask } from "../errors/job.ts";
import type { JobState } from "../state/state.ts";
import { createOpener, type Download, type DownloadSource, type OnRestart, type Opener } from "./download.ts";
import type { ResumePoint } from "./link.ts";

/** How far a download is. */
export interface DownloadProgress {
  /** Bytes that have come. */
  bytes: number;
  /** Bytes of the whole file, where the server tells. */
  total: number | undefined;
}

/** Called with each piece of a download. What it throws ends the download. */
export type OnProgress = (progress: DownloadProgress) => void;

/** `Uint8Array<ArrayBuffer>`; to TypeScript before 5.7, which knows no parameter of it, `Uint8Array`. */
type Bytes = ReturnType<Uint8ArrayConstructor["from"]>;

/** A finished export. Nothing is downloaded before it is asked for. */
export interface ExportFile {
  /** The task as the service lists it, without its link: whoever has that has the file. */
  readonly task: LinklessTask & { task_id: string };
  /** The wire body that the task was created with. */
  readonly request: ExportTaskRequest;
  /** `X-Request-Id` of the create call, where it was seen, and of the list call that showed the task finished. */
  readonly requestIds: readonly string[];
  /** What the rules have to say about the query. */
  readonly warnings: readonly Finding[];
  /**
   * The bytes, as they come. A connection that is cut is taken up again where it ended, if the server can (a strong ETag and
   * ranges); a link that has expired is renewed.
   *
   * Fails with CorruptFileError when the bytes are a page, nothing, or not as many as were announced; with
   * LinkExpiredError when the link no longer works and the list has no better one.
   */
  stream(): ReadableStream<Uint8Array>;
  /** All bytes at once. @throws (the promise) what `stream` fails with. */
  bytes(options?: { onProgress?: OnProgress }): Promise<Bytes>;
  /**
   * Opens the download, for those who keep what they have got and go on later.
   *
   * @param from - what was got earlier. If the file has changed since, the download starts at 0.
   * @param onRestart - called, and waited for, when a connection was cut and the server cannot resume: the bytes begin anew
   * after it. Left out, that ends the download.
   */
  open(from?: ResumePoint, onRestart?: OnRestart): Promise<Download>;
  /**
   * Says that the file belongs to another query: the job gives its task up, and is unresolved again.
   *
   * @returns the new state, which `onState` has stored. `restore` it to look for the right task.
   */
  release(): Promise<JobState>;
}

/** Where a file comes from. */
export interface FileSource extends Omit<DownloadSource, "renew"> {
  /** The task as the list shows it now, with a fresh link. The signal ends the download. */
  renew: (signal: AbortSignal) => Promise<{ download_link?: string } | undefined>;
  release: () => Promise<JobState>;
}

export function createFile(
  { download_link, ...task }: FinishedTask,
  { request, warnings, requestIds }: Pick<ExportFile, "request" | "warnings" | "requestIds">,
  source: FileSource,
): ExportFile {
  const renew = async (signal: AbortSignal) => (await source.renew(signal))?.download_link;
  const open = createOpener(download_link, { ...source, renew });

  return {
    task,
    request,
    requestIds,
    warnings,
    open: (from, onRestart) => open(from, onRestart),
    release: source.release,
    stream: () => toStream(open),
    async bytes({ onProgress } = {}) {
      let all: Uint8Array[] = [];
      let bytes = 0;
      const download = await open(undefined, () => {
        all = [];
        bytes = 0;
      });
      for await (const chunk of download.chunks) {
        all.push(chunk);
        bytes += chunk.length;
        onProgress?.({ bytes, total: download.total });
      }
      return concat(all);
    },
  };
}

/** `ReadableStream.from` is not everywhere. */
function toStream(open: Opener): ReadableStream<Uint8Array> {
  const stop = new AbortController();
  let download: Promise<Download> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        download ??= open(undefined, undefined, stop);
        const { done, value } = await (await download).chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // Also what is just being opened.
      cancel: () => stop.abort(new AbortedError("ABORTED", "The download was cancelled")),
    },
    // Nothing is fetched before somebody reads.
    { highWaterMark: 0 },
  );
}
