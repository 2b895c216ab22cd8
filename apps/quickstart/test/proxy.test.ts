import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const app = fileURLToPath(new URL("..", import.meta.url));
const recipes = readFileSync(new URL("../../../docs/recipes.md", import.meta.url), "utf8");
const recipe = recipes.match(/```ts\n[\s\S]*?```/g)?.find((block) => block.includes("EnvHttpProxyAgent")) ?? "";
const program = recipe.replaceAll(/```(ts)?/g, "");

it.each([
  ["NODE_USE_ENV_PROXY=1", { NODE_USE_ENV_PROXY: "1" }, "const throughProxy = fetch;"],
  ["the recipe's fetch", {}, program],
])("with %s, requests go through the proxy of the environment", async (_, env, code) => {
  const proxy = createServer().listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const asked: (string | undefined)[] = [];
  proxy.on("connect", ({ url }: IncomingMessage, socket: Duplex) => {
    asked.push(url);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  const { port } = proxy.address() as AddressInfo;
  const call = `${code}\nawait throughProxy("https://cdn.invalid").catch(() => {});`;
  await promisify(execFile)(process.execPath, ["--input-type=module-typescript", "--eval", call], {
    cwd: app,
    env: {
      PATH: process.env.PATH,
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      HUAWEICLOUD_SDK_AK: "HSTEXAMPLE",
      HUAWEICLOUD_SDK_SK: "not-a-secret",
      ...env,
    },
  });
  proxy.close();
  expect(asked).toEqual(["cdn.invalid:443"]);
});
