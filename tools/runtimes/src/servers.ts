// The servers of the suite: an emulator, a server that verifies signatures, and one origin with both for the browser.
import { createServer, request as forward, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { verify } from "@cdn-export/signer";

export interface Servers {
  readonly emulatorUrl: string;
  readonly verifierUrl: string;
  readonly credentials: { readonly ak: string; readonly sk: string };
  close(): Promise<void>;
}

const { ak, sk } = DEMO_CREDENTIALS;
const credentials = { ak, sk };

/** Starts servers for one runtime, so that runtimes don't see each other's tasks. */
export async function startServers(): Promise<Servers> {
  const cloud = await startEmulator({ runMs: 0, format: "csv" });
  const verifier = await listen(verifyRequest);
  return {
    emulatorUrl: cloud.url,
    verifierUrl: verifier.url,
    credentials,
    close: async () => void (await Promise.all([cloud.close(), verifier.close()])),
  };
}

/** Starts both servers behind one origin, because a page can't call another. `/v1/cdn` and downloads reach the emulator. */
export async function startOrigin(page: string, script: string): Promise<Servers> {
  let cloud: Awaited<ReturnType<typeof startEmulator>> | undefined;
  const origin = await listen((request, response) => {
    const { url = "" } = request;
    if (url === "/page") return void response.setHeader("content-type", "text/html; charset=utf-8").end(page);
    if (url === "/suite.js")
      return void response.setHeader("content-type", "text/javascript; charset=utf-8").end(script);
    if (url === "/favicon.ico") return void response.end();
    if (!cloud || !FOR_EMULATOR.test(url)) return verifyRequest(request, response);
    const { port } = new URL(cloud.url);
    // Raw headers with the host, because the host is signed.
    const onward = forward({ port, method: request.method, path: url, headers: request.rawHeaders }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  cloud = await startEmulator({ runMs: 0, format: "csv", publicUrl: origin.url });
  const { close } = cloud;
  return {
    emulatorUrl: origin.url,
    verifierUrl: origin.url,
    credentials,
    close: async () => void (await Promise.all([close(), origin.close()])),
  };
}

const FOR_EMULATOR = /^\/v1\/cdn\/|^\/[^?]*download|^\/files?\//;

const verifyRequest: RequestListener = async (request, response) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const received = {
    method: request.method ?? "",
    target: request.url ?? "",
    headers: request.rawHeaders,
    body: Buffer.concat(chunks),
  };
  const verdict = await verify(received, (given) => (given === ak ? { sk } : undefined));
  response.setHeader("content-type", "application/json").end(JSON.stringify(verdict));
};

async function listen(handle: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
