// Object storage behind a fetch: one file with an ETag, range requests, and connections that a test can cut.
import { fakeService } from "@cdn-export/test-support/fake-service";

export interface Store {
  content: Uint8Array<ArrayBuffer>;
  etag: string | undefined;
  ranges: boolean;
  /** After how many bytes each of the next connections is cut. Later ones aren't cut. */
  cuts: number[];
  /** `Range` and `If-Range` of each request. */
  asked: [string | null, string | null][];
  service: ReturnType<typeof fakeService>;
  fetch: typeof fetch;
}

const CHUNK = 1000;

export function createStore(size: number): Store {
  const service = fakeService();
  const store: Store = {
    content: Uint8Array.from({ length: size }, (_, i) => 97 + ((i * 7 + (i >> 8)) % 26)),
    etag: '"one"',
    ranges: true,
    cuts: [],
    asked: [],
    service,
    fetch: async (input, init) => {
      if (new URL(String(input)).host !== "files.test") return service.fetch(input, init);
      init?.signal?.throwIfAborted();
      const headers = new Headers(init?.headers);
      const [range, ifRange] = [headers.get("range"), headers.get("if-range")];
      store.asked.push([range, ifRange]);
      const reply = service.fileReplies.shift() ?? service.everyFile?.();
      if (reply instanceof Error) throw reply;
      if (reply) return reply;
      const isPart = store.ranges && range !== null && ifRange === store.etag;
      const start = isPart ? Number(/\d+/.exec(range)?.[0]) : 0;
      const end = store.content.length;
      return new Response(body(store.content.subarray(start), store.cuts.shift()), {
        status: isPart ? 206 : 200,
        headers: {
          "content-length": `${end - start}`,
          ...(isPart && { "content-range": `bytes ${start}-${end - 1}/${end}` }),
          ...(store.etag !== undefined && { etag: store.etag }),
        },
      });
    },
  };
  return store;
}

function body(content: Uint8Array<ArrayBuffer>, cut: number | undefined): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const end = Math.min(at + CHUNK, cut ?? content.length, content.length);
      if (end > at) controller.enqueue(content.slice(at, end));
      else if (cut !== undefined) controller.error(new TypeError("terminated"));
      else controller.close();
      at = end;
    },
  });
}
