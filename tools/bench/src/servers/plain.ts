// A server that answers immediately and checks nothing, so that only the client's time counts. It has a file of any size.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const BLOCK = Buffer.from(`${"https://www.example.com/a,".padEnd(63, "0")}\n`.repeat(1024));

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/file") return sendFile(Number(url.searchParams.get("bytes")), response);
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

function sendFile(bytes: number, response: ServerResponse): void {
  response.setHeader("content-length", bytes);
  response.setHeader("content-type", "text/csv");
  let left = bytes;
  const more = () => {
    while (left > 0) {
      const chunk = left < BLOCK.length ? BLOCK.subarray(0, left) : BLOCK;
      left -= chunk.length;
      if (!response.write(chunk)) return response.once("drain", more);
    }
    response.end();
  };
  more();
}

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
