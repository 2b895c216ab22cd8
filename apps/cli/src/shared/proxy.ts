import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";

type Fetch = typeof globalThis.fetch;

/**
 * A fetch that uses the proxy in HTTPS_PROXY or HTTP_PROXY, except for hosts in NO_PROXY; `undefined` without a proxy.
 *
 * @throws UsageError if the proxy isn't a URL. The message doesn't repeat it: it may contain a password.
 */
export async function proxiedFetch(env: NodeJS.ProcessEnv): Promise<Fetch | undefined> {
  const isSet = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].some((name) => env[name]);
  if (!isSet) return undefined;
  const { EnvHttpProxyAgent, fetch } = await import("undici");
  const dispatcher = attempt(() => new EnvHttpProxyAgent());
  // undici's fetch is the one in Node, but its types come from another version.
  const proxied = (input: string, init: object) => fetch(input, { ...init, dispatcher });
  return proxied as unknown as Fetch;
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
