import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { credentialsFromMetadata, NoCredentialsError } from "../../src/node.ts";
import { answer, localServer } from "./server.ts";

const TOKEN_PATH = "PUT /meta-data/latest/api/token";
const KEY_PATH = "GET /openstack/latest/securitykey";
const MINUTE = 60_000;
const start = Date.UTC(2026, 0, 31);
const server = localServer();

/** A metadata service. Each key it returns is valid for `life` milliseconds. */
function metadata(options: { tokens?: number; life?: number; status?: number; body?: string } = {}) {
  const { tokens = 200, life = 6 * 60 * MINUTE, status = 200, body } = options;
  const clock = { now: start };
  const state = { keys: 0, tokens: [] as (string | undefined)[], status, body };
  server.handle = (request, response) => {
    if (request.method === "PUT") {
      expect(request.headers["x-metadata-token-ttl-seconds"]).toBe("21600");
      return answer(response, tokens, `token-${state.tokens.length}\n`);
    }
    state.tokens.push(request.headers["x-metadata-token"] as string | undefined);
    if (state.status !== 200) return answer(response, state.status, state.body);
    state.keys++;
    const expires_at = new Date(clock.now + life).toISOString().replace("Z", "000Z");
    const credential = {
      access: `HST${state.keys}`,
      secret: "made-up-secret",
      securitytoken: "made-up-token",
      expires_at,
    };
    answer(response, 200, state.body ?? { credential });
  };
  return { clock, state, provider: credentialsFromMetadata({ endpoint: server.url, now: () => clock.now }) };
}

describe("credentialsFromMetadata", () => {
  test("gets a token, then the key with it, and hides its secrets", async () => {
    const { provider, state } = metadata();
    const credentials = await provider();
    expect(credentials).toEqual({ ak: "HST1", sk: "made-up-secret", securityToken: "made-up-token" });
    expect(server.seen).toEqual([TOKEN_PATH, KEY_PATH]);
    expect(state.tokens).toEqual(["token-0"]);
    expect(inspect(credentials) + JSON.stringify(credentials)).not.toMatch(/made-up/);
  });

  test.each([404, 405, 503])(
    "works without a token after HTTP %i, and doesn't ask for one again that day",
    async (status) => {
      const { provider, clock, state } = metadata({ tokens: status });
      await provider();
      clock.now += 12 * 60 * MINUTE;
      await provider();
      expect(server.seen).toEqual([TOKEN_PATH, KEY_PATH, KEY_PATH]);
      clock.now += 12 * 60 * MINUTE;
      await provider();
      expect(server.seen.slice(3)).toEqual([TOKEN_PATH, KEY_PATH]);
      expect(state.tokens).toEqual([undefined, undefined, undefined]);
    },
  );

  test("keeps the key until less than 40 minutes are left", async () => {
    const { provider, clock } = metadata({ life: 60 * MINUTE });
    expect((await provider()).ak).toBe("HST1");
    clock.now += 20 * MINUTE - 1;
    expect((await provider()).ak).toBe("HST1");
    clock.now += 1;
    expect((await provider()).ak).toBe("HST2");
  });

  test("shares one renewal among all callers", async () => {
    const { provider, clock, state } = metadata();
    const all = await Promise.all(Array.from({ length: 20 }, () => provider()));
    expect(new Set(all).size).toBe(1);
    clock.now += 6 * 60 * MINUTE;
    await Promise.all(Array.from({ length: 20 }, () => provider()));
    expect(state.keys).toBe(2);
  });

  test("doesn't ask at each request if the service returns a key that expires soon", async () => {
    const { provider, clock, state } = metadata({ life: 10 * MINUTE });
    await provider();
    await provider();
    expect(state.keys).toBe(1);
    clock.now += MINUTE;
    await provider();
    expect(state.keys).toBe(2);
  });

  test("after a failed renewal keeps the old key while it's valid, and retries after a minute", async () => {
    const { provider, clock, state } = metadata({ life: 60 * MINUTE });
    await provider();
    state.status = 500;
    clock.now += 30 * MINUTE;
    expect((await provider()).ak).toBe("HST1");
    expect((await provider()).ak).toBe("HST1");
    expect(state.tokens).toHaveLength(2);
    clock.now += MINUTE;
    expect((await provider()).ak).toBe("HST1");
    expect(state.tokens).toHaveLength(3);
    clock.now += 29 * MINUTE;
    await expect(provider()).rejects.toThrow("the metadata service answered HTTP 500");
    state.status = 200;
    expect((await provider()).ak).toBe("HST2");
  });

  test("gets a new token once if the first is refused", async () => {
    const { provider, state } = metadata({ status: 401, body: "token expired" });
    await expect(provider()).rejects.toThrow("the metadata service answered HTTP 401");
    expect(state.tokens).toEqual(["token-0", "token-1"]);
  });

  test.each<[string, Parameters<typeof metadata>[0], string, number]>([
    [
      "no agency, with HTTP 401",
      { status: 401, body: "An agency must be configured" },
      "no agency is configured for this server",
      2,
    ],
    ["no agency, with HTTP 404", { status: 404 }, "no agency is configured for this server", 2],
    ["a refused token", { tokens: 403 }, "the metadata service refused a token with HTTP 403", 1],
    ["an answer that isn't JSON", { body: "<html>" }, "the metadata service answered without a complete key", 2],
    [
      "half a key",
      { body: '{"credential":{"access":"HST"}}' },
      "the metadata service answered without a complete key",
      2,
    ],
    ...["access", "secret", "securitytoken", "expires_at"].map(
      (gap): [string, Parameters<typeof metadata>[0], string, number] => {
        const credential = {
          access: "HST",
          secret: "s",
          securitytoken: "t",
          expires_at: "2026-01-31T06:00:00Z",
          [gap]: undefined,
        };
        return [
          `a key without ${gap}`,
          { body: JSON.stringify({ credential }) },
          "the metadata service answered without a complete key",
          2,
        ];
      },
    ),
    ["no key", { body: "{}" }, "the metadata service answered without a complete key", 2],
  ])("reports %s", async (_, options, reason, requests) => {
    const error: unknown = await metadata(options)
      .provider()
      .catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(NoCredentialsError);
    expect((error as NoCredentialsError).message).toBe(`no credentials: ECS metadata: ${reason}`);
    expect((error as NoCredentialsError).tried).toEqual([{ link: "ECS metadata", reason }]);
    expect(server.seen).toHaveLength(requests);
  });

  test("doesn't follow redirects", async () => {
    server.handle = (_, response) => answer(response, 302, "", { location: "/elsewhere" });
    await expect(credentialsFromMetadata({ endpoint: server.url })()).rejects.toThrow("cannot be reached");
    expect(server.seen).toEqual([TOKEN_PATH]);
  });

  test("reports a refused connection", async () => {
    const source = credentialsFromMetadata({
      endpoint: "http://127.0.0.1:1",
      fetch: () => Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } })),
    });
    await expect(source()).rejects.toThrow("ECS metadata: cannot be reached (ECONNREFUSED): not a cloud server?");
  });

  test("waits three seconds for an answer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const fetch: typeof globalThis.fetch = (_, init) =>
        new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
      let message = "";
      const waiting = credentialsFromMetadata({ fetch })().catch((problem: Error) => {
        message = problem.message;
      });
      await vi.advanceTimersByTimeAsync(2999);
      expect(message).toBe("");
      await vi.advanceTimersByTimeAsync(1);
      await waiting;
      expect(message).toBe("no credentials: ECS metadata: no answer within 3 s: not a cloud server?");
    } finally {
      vi.useRealTimers();
    }
  });

  test("asks the link-local address by default", async () => {
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = async (url) => {
      urls.push(String(url));
      throw new Error("no network");
    };
    await credentialsFromMetadata({ fetch })().catch(() => undefined);
    expect(urls).toEqual(["http://169.254.169.254/meta-data/latest/api/token"]);
  });
});
