// Records calls to the API for the page: what was sent, and what came back.
import type { Exchange } from "../../contract.ts";
import { maskedBody, maskedHeaders } from "../explorer/mask.ts";

const MAX_BODY = 64 * 1024;

/**
 * A fetch that records the calls below a base URL. Downloads go elsewhere, and aren't recorded: their links are keys.
 *
 * @param send - the fetch underneath.
 */
export function recordingFetch(
  send: typeof fetch | undefined,
  endpoint: string,
  { record, now }: { record: (exchange: Exchange) => void; now: () => number },
): typeof fetch {
  return async (input, init) => {
    const url = String(input);
    const call = () => (send ?? globalThis.fetch)(input, init);
    if (!url.startsWith(`${endpoint}/v1/`)) return call();
    const at = now();
    const begun = performance.now();
    const sent = {
      at,
      method: init?.method ?? "GET",
      url,
      headers: maskedHeaders(init?.headers as Record<string, string>),
      ...(typeof init?.body === "string" && { body: init.body }),
    };
    const elapsed = () => Math.round(performance.now() - begun);
    try {
      const response = await call();
      const text = await response.clone().text();
      const { status, headers } = response;
      const requestId = headers.get("x-request-id");
      record({
        ...sent,
        elapsedMs: elapsed(),
        response: {
          status,
          ...(requestId !== null && { requestId }),
          headers: maskedHeaders(Object.fromEntries(headers)),
          body: maskedBody(text.slice(0, MAX_BODY)),
        },
      });
      return response;
    } catch (error) {
      // The client's error, which has the details, ends the job.
      const message = { en: "There was no response", zh: "没有收到响应" };
      record({ ...sent, elapsedMs: elapsed(), failure: { code: "CONNECTION", message } });
      throw error;
    }
  };
}
