// Sends signed, valid create calls to the emulator and to Prism, each in its own process.
import { connect, type Socket } from "node:net";
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";
import { signSync } from "@cdn-export/signer/node";
import { inTurns, median } from "../measure.ts";
import { type Program, program } from "../program.ts";
import { type Server, startServer } from "../servers/server.ts";
import { PRISM } from "../versions.ts";

const PATH = "/v1/cdn/statistics/export-tasks";
const CONNECTIONS = 16;
/** Rounds that aren't counted, in which the engine compiles both servers. */
const WARM_UP = 4;

export const emulator: Program = program(
  {
    "emulator-against-prism": {
      what: "signed and validated create calls a second, emulator",
      rival: `${PRISM}, which checks no signature and keeps nothing`,
      unit: "x",
      budget: 3,
      atLeast: true,
    },
  },
  async (quick) => {
    const [emulator, prism] = await Promise.all([startServer("emulator"), startServer("prism")]);
    try {
      const [rounds, count] = quick ? [5, 500] : [11, 2_000];
      const rates = await inTurns(
        { rounds, warmUp: WARM_UP },
        () => load(emulator, count),
        () => load(prism, count),
      );
      const [ours, theirs] = [median(rates.map(([ours]) => ours)), median(rates.map(([, theirs]) => theirs))];
      return {
        "emulator-against-prism": {
          value: median(rates.map(([ours, theirs]) => ours / theirs)),
          detail: `${Math.round(ours)} against ${Math.round(theirs)} /s`,
        },
      };
    } finally {
      await Promise.all([emulator.close(), prism.close()]);
    }
  },
);

/**
 * Makes the requests before the clock starts, and sends them over plain sockets: an HTTP client would take longer for a call
 * than the servers.
 *
 * @returns responses per second
 */
async function load({ url }: Server, count: number): Promise<number> {
  const { hostname, port, host } = new URL(url);
  const calls = Array.from({ length: count }, (_, i) => createCall(url, host, i));
  const start = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => callAll(calls, connect(Number(port), hostname))));
  return count / ((performance.now() - start) / 1000);
}

function createCall(url: string, host: string, n: number): string {
  const [start_time, end_time] = [n * 300_000, (n + 1) * 300_000];
  const body = JSON.stringify({ action: "uv", domain_name: "www.example.com", start_time, end_time });
  const request = { method: "POST", url: url + PATH, headers: { "content-type": "application/json" }, body };
  const { headers } = signSync(request, DEMO_CREDENTIALS);
  const lines = Object.entries({ host, ...headers, "content-length": body.length }).map(([k, v]) => `${k}: ${v}\r\n`);
  return `POST ${PATH} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** Sends the calls one at a time. */
function callAll(calls: string[], socket: Socket): Promise<void> {
  let received = "";
  return new Promise((resolve, reject) => {
    const next = () => {
      const call = calls.pop();
      if (call !== undefined) return socket.write(call);
      socket.destroy();
      resolve();
    };
    socket
      .setNoDelay(true)
      .on("connect", next)
      .on("error", reject)
      .on("data", (data) => {
        received += data.toString("latin1");
        if (!isWhole(received)) return;
        if (!received.startsWith("HTTP/1.1 200")) reject(new Error(`The server answered ${received}`));
        received = "";
        next();
      });
  });
}

/** Whether a response is complete, by its content-length or its last chunk. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const [, length] = /content-length: (\d+)/i.exec(answer) ?? [];
  return length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length >= end + 4 + Number(length);
}
