import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";
import { MAX_TRIES } from "../constants.ts";
import { LinkExpiredError, type LinklessTask } from "../errors.ts";
import type { JobState } from "../job/state.ts";
import type { NamedTask } from "../job/tasks.ts";
import type { FinishedTask } from "../job/wait.ts";
import { retrying } from "../retry.ts";
import type { World } from "../world.ts";
import { checkedChunks, concat, type DownloadOptions, openLink } from "./download.ts";

/** A finished export. Nothing is downloaded before it is asked for. */
export interface ExportFile {
  /** The task as the service lists it, without its link: whoever has that has the file. */
  readonly task: LinklessTask & { task_id: string };
  /** The wire body that the task was created with. */
  readonly request: ExportTaskRequest;
  /** What the rules have to say about the query. */
  readonly warnings: readonly Finding[];
  /**
   * The bytes, as they come. Fails with CorruptFileError when they are a page, nothing, or end too early, with
   * LinkExpiredError when the link no longer works and the list has no better one.
   */
  stream(): ReadableStream<Uint8Array>;
  /** All bytes at once. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

interface FileSource extends DownloadOptions {
  task: FinishedTask;
  state: JobState;
  world: World;
  /** The task as the list shows it now, with a fresh link. */
  renew: () => Promise<NamedTask | undefined>;
}

export function createFile({
  task: { download_link, ...task },
  state,
  world,
  renew,
  ...options
}: FileSource): ExportFile {
  let link = download_link;
  const openOnce = () => retrying(() => openLink(link, options), world, { tries: MAX_TRIES, signal: options.signal });

  async function open(): Promise<Response> {
    try {
      return await openOnce();
    } catch (error) {
      if (!(error instanceof LinkExpiredError)) throw error;
      link = (await renew())?.download_link ?? link;
      return openOnce();
    }
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* checkedChunks(await open(), options);
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
