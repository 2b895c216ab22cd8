import { type CdnErrorCode, lookUp } from "@cdn-export/api/errors";
import { escapeXml } from "../base/escape-xml.ts";
import { NO_BODY, type RawResponse } from "./message.ts";

/** Why a call is refused. */
export interface Problem {
  code: CdnErrorCode;
  message: string;
  /** @default the first status of the code in the error table */
  status?: number;
  /** @default flat for codes of the gateway, nested for those of the service */
  shape?: "flat" | "nested";
}

const encoder = new TextEncoder();

/** A JSON response. It always has a Content-Type: the Java SDK fails without one. */
export function json(status: number, value: unknown): RawResponse {
  return text(status, "application/json", JSON.stringify(value));
}

/** An empty response with a length: the Java SDK fails on a chunked response without a type. A 204 never has one. */
export function empty(status: number): RawResponse {
  return { status, headers: status === 204 ? [] : ["Content-Length", "0"], body: NO_BODY };
}

/** An error in the shape of its sender, the gateway or the service. */
export function problemAnswer({ code, message, status, shape }: Problem, requestId: string): RawResponse {
  const flat = (shape ?? (/^APIGW?\./.test(code) ? "flat" : "nested")) === "flat";
  const error = { error_code: code, error_msg: message };
  return json(status ?? lookUp(code)?.status[0] ?? 400, flat ? { ...error, request_id: requestId } : { error });
}

/** A redirect. */
export function redirect(status: number, location: string): RawResponse {
  return {
    status,
    headers: ["Location", location, "Content-Length", "0"],
    body: NO_BODY,
  };
}

/** An HTML page, as proxies send it. */
export function html(status: number): RawResponse {
  const page = `<html>\n<head><title>${status}</title></head>\n<body><center><h1>${status}</h1></center></body>\n</html>\n`;
  return text(status, "text/html", page);
}

/** An error of the object store behind download links: XML, as usual for such stores (invented). */
export function storeError(status: number, code: string, message: string, requestId: string): RawResponse {
  const fields = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId>`;
  return text(status, "application/xml", `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${fields}</Error>\n`);
}

/** A response of any type. */
export function text(status: number, type: string, content: string): RawResponse {
  const body = encoder.encode(content);
  return {
    status,
    headers: ["Content-Type", type, "Content-Length", String(body.length)],
    body,
  };
}
