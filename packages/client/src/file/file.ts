import type { ExportTaskRequest } from "@cdn-export/api";
import { concat } from "@cdn-export/api/bytes";
import type { Finding } from "@cdn-export/api/rules";
import type { FinishedTask } from "../call/tasks.ts";
import { AbortedError } from "../errors/base.ts";
import type { LinklessTask } from "../errors/job.ts";
import type { JobState } from "../state/state.ts";
import { createOpener, type Download, type DownloadSource, type OnRestart, type Opener } from "./download.ts";
import type { ResumePoint } from "./link.ts";

/** The progress of a download. */
export interface DownloadProgress {
  /** The number of bytes received so far. */
  bytes: number;
  /** The size of the whole file in bytes. `undefined` if the server doesn't send it. */
  total: number | undefined;
}

/** Called with each chunk of a download. If it throws, the download ends with that error. */
export type OnProgress = (progress: DownloadProgress) => void;

/** `Uint8Array<ArrayBuffer>`, or `Uint8Array` before TypeScript 5.7, where it isn't generic. */
type Bytes = ReturnType<Uint8ArrayConstructor["from"]>;

/** A finished export. The file isn't downloaded until you read it. */
export interface ExportFile {
  /** The task as the service lists it, without its download link: anyone who has the link can download the file. */
  readonly task: LinklessTask & { task_id: string };
  /** The wire body that the task was created with. */
  readonly request: ExportTaskRequest;
  /** `X-Request-Id` of the create call (if its response arrived) and of the list call that showed the finished task. */
  readonly requestIds: readonly string[];
  /** Warnings about the query, such as a day whose data isn't complete yet. `onWarning` gets the same ones. */
  readonly warnings: readonly Finding[];
  /**
   * Streams the file's bytes as they arrive. If a connection is cut, the download resumes where it stopped, provided
   * that the server supports it (a strong ETag and range requests). A link that doesn't work is renewed from the task
   * list.
   *
   * The stream errors with `CorruptFileError` when the response is an error page, empty, or has the wrong length; with
   * `LinkExpiredError` when the link doesn't work and the list doesn't have a working one; with `ConnectionError` or
   * `TimeoutError` when retries don't help; and with `AbortedError` when the job's `signal` is aborted.
   *
   * @example
   * await pipeline(file.stream(), createWriteStream("visitors.csv")); // of node:stream/promises and node:fs
   */
  stream(): ReadableStream<Uint8Array>;
  /** Downloads the whole file into memory. @throws the errors of `stream`. */
  bytes(options?: { onProgress?: OnProgress }): Promise<Bytes>;
  /**
   * Opens a download that you can resume later. `saveFile` uses it.
   *
   * @param from - the end of an earlier download. If the file has changed since, the download starts at 0.
   * @param onRestart - called and awaited before the download restarts at 0, because a connection was cut and the server
   * can't resume, or because the file has changed.
   * @default the download fails instead
   * @throws the errors of `stream`.
   */
  open(from?: ResumePoint, onRestart?: OnRestart): Promise<Download>;
  /**
   * Reports that the file belongs to another query. The job gives up its task and is unresolved again.
   *
   * @returns the new state, which `onState` has stored. `restore` it to look for the right task.
   */
  release(): Promise<JobState>;
}

/** The source of a file's bytes. */
export interface FileSource extends Omit<DownloadSource, "renew"> {
  /** Reads the task from the list again, with a new link. The signal ends the download. */
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

/** Not `ReadableStream.from`, which some runtimes lack. */
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
      // Also ends a download that is still being opened.
      cancel: () => stop.abort(new AbortedError("ABORTED", "The download was cancelled")),
    },
    // Fetches nothing before the first read.
    { highWaterMark: 0 },
  );
}
