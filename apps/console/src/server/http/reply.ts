// What every response has in common, and how answers are written.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiFailure } from "../../contract.ts";
import { failureOf } from "../texts.ts";
import { RequestError } from "./failure.ts";

/** Nothing inline, nothing from elsewhere, in no frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

export function sendJson(response: ServerResponse, value: object, status = 200): void {
  send(response, status, "application/json; charset=utf-8", JSON.stringify(value));
}

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  more: Readonly<Record<string, string>> = {},
): void {
  const headers = { "content-type": type, "content-length": String(Buffer.byteLength(body)), ...more };
  response.writeHead(status, headers).end(body);
}

/** Sends text piece by piece, as a file to save. */
export async function sendCsv(response: ServerResponse, name: string, pieces: AsyncIterable<string>): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
  });
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
  }
  response.end();
}

export function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const isOurs = error instanceof RequestError;
  const failure = isOurs ? error.failure : failureOf(error as Error);
  // Without an advice, an unexpected error is ours.
  // The program that starts the console refuses prices and invoices with its UsageError.
  const isExpected = "code" in (error as object) || (error as Error).name === "UsageError";
  const status = isOurs ? error.status : isExpected ? 422 : 500;
  sendJson(response, { error: failure } satisfies ApiFailure, status);
}

const MAX_BODY = 1 << 20;

/** @throws RequestError if it isn't a JSON object, or is too large. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY)
      throw new RequestError(413, "TOO_LARGE", { en: "The request is larger than 1 MB", zh: "请求大于 1 MB" });
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Reported below.
  }
  throw new RequestError(400, "BAD_REQUEST", { en: "The request isn't a JSON object", zh: "请求不是 JSON 对象" });
}
