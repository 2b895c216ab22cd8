import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fakeService } from "@cdn-export/test-support/fake-service";
import { expect, it } from "vitest";
import { FIRST_TRIES } from "../../src/base/constants.ts";
import { createExportClient, type ExportQuery } from "../../src/index.ts";

const PROGRAM = fileURLToPath(new URL("programs/through-proxy.ts", import.meta.url));
const QUERY: ExportQuery = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" };

it.each([403, 407])("a tunnel that the proxy of the environment refuses with %i is reported", async (status) => {
  const proxy = createServer().listen(0, "127.0.0.1");
  await once(proxy, "listening");
  let tunnels = 0;
  proxy.on("connect", (_, socket) => {
    tunnels++;
    socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
  });
  const { port } = proxy.address() as AddressInfo;
  const env = { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: `http://user:not-a-secret@127.0.0.1:${port}` };
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], { env });
  proxy.close();
  expect(JSON.parse(stdout)).toEqual({
    name: "ConnectionError",
    code: "PROXY",
    status,
    message: `The request failed: the proxy sent HTTP ${status}. Check the proxy and its password`,
  });
  expect(tunnels).toBe(1);
});

/** The error of fetch when a proxy refuses a tunnel. */
function refusal(status: number): TypeError {
  const cause = new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`);
  return new TypeError("fetch failed", { cause: Object.assign(cause, { code: "UND_ERR_ABORTED" }) });
}

it.each<[what: string, reply: () => Response | Error, code: string, tries: number]>([
  ["a tunnel refused with 407", () => refusal(407), "PROXY", 1],
  ["a response with 407", () => new Response("<html>", { status: 407 }), "PROXY", 1],
  ["a tunnel refused with 403", () => refusal(403), "PROXY", FIRST_TRIES],
])("a job with %s tries %s", async (_, reply, code, tries) => {
  const service = fakeService();
  service.listReplies.push(...Array.from({ length: FIRST_TRIES }, reply));
  const error = await createExportClient(service.options)
    .exportStatistics(QUERY)
    .catch((reason) => reason);
  expect(error).toMatchObject({ name: "ConnectionError", code });
  expect(service.seen).toHaveLength(tries);
});
