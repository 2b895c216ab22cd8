// Create calls that are signed and valid, against the emulator and against Prism, each in a process of its own.
import { Agent, request } from "node:http";
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";
import { signSync } from "@cdn-export/signer/node";
import type { Figure } from "../figure.ts";
import { median } from "../measure.ts";
import { type Server, startServer } from "../servers/server.ts";

const PATH = "/v1/cdn/statistics/export-tasks";
const CONNECTIONS = 16;
/** Rounds that are not counted: both servers are compiled by the engine before they are compared. */
const WARM_UP = 4;

export async function emulatorFigures(quick: boolean): Promise<Figure[]> {
  const servers = await Promise.all([startServer("emulator"), startServer("prism")]);
  try {
    const [rounds, count] = quick ? [5, 500] : [11, 2_000];
    const rates: [number, number][] = [];
    for (let round = -WARM_UP; round < rounds; round++) {
      const pair: [number, number] = [await load(servers[0], count), await load(servers[1], count)];
      if (round >= 0) rates.push(pair);
    }
    return [
      {
        name: "emulator-against-prism",
        what: "signed and validated create calls a second, emulator",
        rival: "Prism 5.16.0, which checks no signature and keeps nothing",
        value: median(rates.map(([ours, theirs]) => ours / theirs)),
        unit: "x",
        budget: 3,
        atLeast: true,
        detail: `${Math.round(median(rates.map(([ours]) => ours)))} against ${Math.round(median(rates.map(([, theirs]) => theirs)))} /s`,
      },
    ];
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

/** @returns answers a second. What is sent is made before the clock starts. */
async function load({ url }: Server, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const calls = Array.from({ length: count }, (_, i) => {
    const body = JSON.stringify({
      action: "uv",
      domain_name: "www.example.com",
      start_time: i * 300_000,
      end_time: (i + 1) * 300_000,
    });
    const signed = signSync(
      { method: "POST", url: url + PATH, headers: { "content-type": "application/json" }, body },
      DEMO_CREDENTIALS,
    );
    return { body, headers: { ...signed.headers, "content-length": Buffer.byteLength(body) } };
  });
  const start = performance.now();
  const worker = async () => {
    for (let call = calls.pop(); call; call = calls.pop()) await post(url + PATH, call, agent);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
  return count / ((performance.now() - start) / 1000);
}

function post(
  url: string,
  { body, headers }: { body: string; headers: Record<string, string | number> },
  agent: Agent,
): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { method: "POST", headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().on("end", resolve);
    })
      .on("error", reject)
      .end(body);
  });
}
