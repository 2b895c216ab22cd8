import { BlockList, isIP } from "node:net";
import { ConnectionError } from "@cdn-export/client";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";

type Fetch = typeof globalThis.fetch;

/** What the client passes to fetch. */
interface Init {
  headers?: Record<string, string>;
  signal?: AbortSignal | null;
}

/**
 * A fetch that uses the proxy in HTTPS_PROXY or HTTP_PROXY, except for hosts in NO_PROXY; `undefined` without a proxy.
 *
 * @param note - gets a sentence about each entry of NO_PROXY that isn't understood.
 * @throws UsageError if the proxy isn't a URL. The message doesn't repeat it: it may contain a password.
 */
export async function proxiedFetch(
  env: NodeJS.ProcessEnv,
  note: (text: string) => void = () => {},
): Promise<Fetch | undefined> {
  const http = env.http_proxy ?? env.HTTP_PROXY;
  const https = env.https_proxy ?? env.HTTPS_PROXY ?? http;
  if (!http && !https) return undefined;
  const [{ Agent, EnvHttpProxyAgent, fetch, request }, { strictlyDecoded }] = await Promise.all([
    import("undici"),
    import("@cdn-export/client/internal"),
  ]);
  const throughProxy = attempt(() => new EnvHttpProxyAgent());
  const direct = new Agent();
  const networks = networksIn(env.no_proxy ?? env.NO_PROXY ?? "", note);
  const proxied = async (input: string, init: Init = {}) => {
    const { hostname, protocol } = new URL(input);
    const host = hostname.replace(/^\[|\]$/g, "");
    const isDirect = isIP(host) > 0 && networks.check(host, familyOf(host));
    const dispatcher = isDirect ? direct : throughProxy;
    const { headers = {}, signal = null } = init;
    const again = async () => {
      const { statusCode: status, headers: received, body } = await request(input, { headers, signal, dispatcher });
      return { status, headers: received, body };
    };
    try {
      const response = (await fetch(input, { ...init, dispatcher })) as unknown as Response;
      // Only downloads ask for no encoding. Others aren't repeated.
      return headers["accept-encoding"] === "identity" ? await strictlyDecoded(response, again) : response;
    } catch (error) {
      throw refusal(error, protocol === "https:" ? https : http) ?? error;
    }
  };
  // undici's fetch is the one in Node, but its types come from another version.
  return proxied as unknown as Fetch;
}

/** Networks in NO_PROXY, such as 10.0.0.0/8. undici handles the other entries: names, suffixes, ports and `*`. */
function networksIn(noProxy: string, note: (text: string) => void): BlockList {
  const networks = new BlockList();
  for (const entry of noProxy.split(/[,\s]+/)) {
    const [, network = "", bits = ""] = /^\[?([\d.a-f:]+)\]?\/(\d+)$/i.exec(entry) ?? [];
    const isNetwork = isIP(network) > 0 && Number(bits) <= (isIP(network) === 4 ? 32 : 128);
    if (isNetwork) networks.addSubnet(network, Number(bits), familyOf(network));
    else if (!/^(\*|(\*?\.)?[\w.-]+(:\d+)?|\[?[\da-f:]+\]?(:\d+)?)?$/i.test(entry))
      note(
        say(
          `Note: NO_PROXY has the entry ${JSON.stringify(entry)}, which is neither a host nor a network`,
          `注意：NO_PROXY 中的 ${JSON.stringify(entry)} 既不是主机也不是网段`,
        ),
      );
  }
  return networks;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

/** The error for a tunnel that the proxy refuses. It names the proxy without its user and password. */
function refusal(error: unknown, proxy: string | undefined): ConnectionError | undefined {
  let root = error as Error;
  while (root.cause) root = root.cause as Error;
  const status = Number(/Proxy response \((\d+)\)/.exec(root.message)?.[1]);
  if (!status || !proxy) return undefined;
  const credentials = say(
    "Put its user and password into the URL: http://USER:PASSWORD@HOST:PORT",
    "请把用户名和密码写进代理的 URL：http://USER:PASSWORD@HOST:PORT",
  );
  const advice =
    status === 407
      ? credentials
      : say("Let it pass this host, or name the host in NO_PROXY", "请让它放行该主机，或把该主机写进 NO_PROXY");
  const { host } = new URL(proxy);
  const message = say(`The proxy ${host} sent HTTP ${status}`, `代理 ${host} 返回 HTTP ${status}`);
  return new ConnectionError("PROXY", message, { status, advice });
}

function attempt<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new UsageError(
      say(
        "HTTPS_PROXY or HTTP_PROXY isn't a URL: use http://HOST:PORT",
        "HTTPS_PROXY 或 HTTP_PROXY 不是 URL：请用 http://主机:端口",
      ),
      { cause: error },
    );
  }
}
