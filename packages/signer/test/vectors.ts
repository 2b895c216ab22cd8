import { readFileSync } from "node:fs";
import type { ReceivedRequest, SignRequest } from "../src/index.ts";

export interface Vector {
  id: string;
  request: {
    method: string;
    url: string;
    headers: Record<string, string>;
    body?: string;
    bodyBase64?: string;
    ak: string;
    sk: string;
    securityToken?: string;
    date: string;
  };
  expected: { payloadHash: string; canonicalRequest: string; stringToSign: string; authorization: string };
  notes?: string[];
}

export interface RecordedRequest {
  id: string;
  method: string;
  target: string;
  headers: [name: string, value: string][];
  bodyBase64: string;
  ak: string;
  sk: string;
  securityToken: string | null;
  now: string;
  verdict: boolean;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as T;
}

/** The file that the package publishes. */
export const published: { count: { all: number; withoutNotes: number }; vectors: Vector[] } = read("../vectors.json");

/** Vectors without notes: the documentation is unambiguous, and fetch can send them. */
export const vectors: Vector[] = published.vectors.filter(({ notes }) => !notes);

/** Requests of the vendor's SDKs and of golangsdk, valid and damaged, and of the vendor's sample programs. */
export const recordedRequests: RecordedRequest[] = ["requests", "samples"].flatMap(
  (name) => read<{ requests: RecordedRequest[] }>(`vectors/official-sdk-${name}.json`).requests,
);

export function requestOf({ request }: Vector): SignRequest & { body: string | Uint8Array<ArrayBuffer> | undefined } {
  const { method, url, headers, body, bodyBase64 } = request;
  return { method, url, headers, body: bodyBase64 === undefined ? body : bytesOf(bodyBase64) };
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

/** What a server receives when these headers are sent to that URL. */
export function receivedAt(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string | Uint8Array | null,
): ReceivedRequest {
  const { host, pathname, search } = new URL(url);
  return { method: method.toUpperCase(), target: pathname + search, headers: { host, ...headers }, body };
}

/** The milliseconds of an X-Sdk-Date, computed in a different way than in the source. */
export function timeOf(date: string): number {
  const part = (from: number, to: number): number => Number(date.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(9, 11), part(11, 13), part(13, 15));
}

export const credentials = {
  ak: "AKEXAMPLE0123456789A",
  sk: "SkExampleSecret/0123+456789=abcdefghijklmn",
} as const;
