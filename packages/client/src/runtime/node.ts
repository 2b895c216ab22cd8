import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type RawResponse, strictlyDecoded } from "../node/decoded-response.ts";

/** The fetch for downloads. */
export const downloadFetch: typeof fetch = async (input, init) =>
  strictlyDecoded(await fetch(input, init), () => rawRequest(String(input), init));

function rawRequest(url: string, init: RequestInit | undefined): Promise<RawResponse> {
  const request = url.startsWith("https:") ? requestHttps : requestHttp;
  const headers = init?.headers as Record<string, string>;
  const signal = init?.signal ?? undefined;
  return new Promise((resolve, reject) => {
    request(url, { headers, ...(signal && { signal }) }, (body) =>
      resolve({ status: body.statusCode ?? 0, headers: body.headers, body }),
    )
      .on("error", reject)
      .end();
  });
}
