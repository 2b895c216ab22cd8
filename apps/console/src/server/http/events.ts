// Server-sent events for every open page.
import type { ServerResponse } from "node:http";

export interface Events {
  /** Adds a page. It gets `first` at once. */
  open(response: ServerResponse, first: readonly (readonly [name: string, data: object])[]): void;
  send(name: string, data: object): void;
  close(): void;
}

const KEEP_ALIVE_MS = 20_000;
/** A page that doesn't read any more is dropped, so that its events don't fill the memory. The browser connects again. */
const MAX_WAITING = 4 << 20;

export function createEvents(): Events {
  const pages = new Set<ServerResponse>();
  // Without traffic, a page doesn't notice that the server is gone.
  const timer = setInterval(() => write(":\n\n"), KEEP_ALIVE_MS).unref();
  function write(text: string): void {
    for (const page of pages) {
      if (page.writableLength > MAX_WAITING) page.destroy();
      else page.write(text);
    }
  }
  return {
    open(response, first) {
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      for (const [name, data] of first) response.write(eventText(name, data));
      pages.add(response);
      response.on("close", () => pages.delete(response));
    },
    send: (name, data) => write(eventText(name, data)),
    close() {
      clearInterval(timer);
      for (const page of pages) page.end();
    },
  };
}

/** JSON has no line ends, so one line of data is enough. */
function eventText(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
