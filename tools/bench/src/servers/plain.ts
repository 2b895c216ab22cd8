// A server that answers immediately and checks nothing, so that only the client's time counts. It has a file of any size:
// /file?bytes=N&cuts=N cuts the connection that often, at equal distances.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const BLOCK = Buffer.from(`${"https://www.example.com/a,".padEnd(63, "0")}\n`.repeat(1024));

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/file") return sendFile(url.searchParams, request, response);
  request.resume();
  request.on("end", () => {
    if (request.method === "POST") {
      response.setHeader("content-length", 0);
      return response.end();
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ total: 0, data: [] }));
  });
});

function sendFile(query: URLSearchParams, { headers }: IncomingMessage, response: ServerResponse): void {
  const bytes = Number(query.get("bytes"));
  const part = Math.ceil(bytes / (Number(query.get("cuts") ?? 0) + 1));
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
  response.writeHead(start === 0 ? 200 : 206, {
    "content-length": bytes - start,
    "content-type": "text/csv",
    etag: '"the-same-file"',
    ...(start > 0 && { "content-range": `bytes ${start}-${bytes - 1}/${bytes}` }),
  });
  const end = Math.min(bytes, (Math.floor(start / part) + 1) * part);
  let left = end - start;
  const more = () => {
    while (left > 0) {
      const chunk = left < BLOCK.length ? BLOCK.subarray(0, left) : BLOCK;
      left -= chunk.length;
      if (!response.write(chunk)) return response.once("drain", more);
    }
    if (end === bytes) response.end();
    else response.write("", () => response.destroy());
  };
  more();
}

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
