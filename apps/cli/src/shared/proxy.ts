import { UsageError } from "../terminal/errors.ts";

type Fetch = typeof globalThis.fetch;

/**
 * A fetch that goes through the proxy of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY); none without one.
 *
 * @throws UsageError for a proxy that is no URL. The value is not repeated: it may hold a password.
 */
export async function proxiedFetch(env: NodeJS.ProcessEnv): Promise<Fetch | undefined> {
  const isSet = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].some((name) => env[name]);
  if (!isSet) return undefined;
  const { EnvHttpProxyAgent, fetch } = await import("undici");
  const dispatcher = attempt(() => new EnvHttpProxyAgent());
  // It is the fetch in Node, of another version: the types know each other by name only.
  const proxied = (input: string, init: object) => fetch(input, { ...init, dispatcher });
  return proxied as unknown as Fetch;
}

function attempt<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new UsageError("HTTPS_PROXY or HTTP_PROXY is no URL: write http://HOST:PORT", { cause: error });
  }
}
