import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";
import { LinkExpiredError } from "../errors.ts";
import type { JobState } from "../job/state.ts";
import type { NamedTask } from "../job/tasks.ts";
import type { FinishedTask } from "../job/wait.ts";
import { checkedChunks, concat, openLink } from "./download.ts";

/** A finished export. Nothing is downloaded before it is asked for. */
export interface ExportFile {
  /** The task as the service lists it, without its link: whoever has that has the file. */
  readonly task: Omit<NamedTask, "download_link">;
  /** The wire body that the task was created with. */
  readonly request: ExportTaskRequest;
  /** What the rules have to say about the query. */
  readonly warnings: readonly Finding[];
  /**
   * The bytes, as they come. Fails with CorruptFileError when they are a page of markup or end too early, with
   * LinkExpiredError when the link no longer works and the list has no better one.
   */
  stream(): ReadableStream<Uint8Array>;
  /** All bytes at once. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

interface FileSource {
  task: FinishedTask;
  state: JobState;
  fetch: typeof fetch;
  signal: AbortSignal;
  /** The task as the list shows it now, with a fresh link. */
  renew: () => Promise<NamedTask | undefined>;
}

export function createFile({ task: { download_link, ...task }, state, fetch, signal, renew }: FileSource): ExportFile {
  let link = download_link;

  async function open(): Promise<Response> {
    try {
      return await openLink(link, fetch, signal);
    } catch (error) {
      if (!(error instanceof LinkExpiredError)) throw error;
      link = (await renew())?.download_link ?? link;
      return openLink(link, fetch, signal);
    }
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* checkedChunks(await open(), signal);
  }

  return {
    task,
    request: state.request,
    warnings: state.warnings,
    stream: () => toStream(chunks()),
    async bytes() {
      const all: Uint8Array[] = [];
      for await (const chunk of chunks()) all.push(chunk);
      return concat(all);
    },
  };
}

/** `ReadableStream.from` is not everywhere. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    // Nothing is fetched before somebody reads.
    { highWaterMark: 0 },
  );
}
