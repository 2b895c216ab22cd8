// The signed request as it would be sent, with the steps of the signature. Nothing is sent.
import { createHash } from "node:crypto";
import { operations } from "@cdn-export/api/operations";
import { type AuthToken, type Credentials, canonicalRequest, sign, stringToSign } from "@cdn-export/signer";
import type { CreateBody, SignedRequest } from "../../contract.ts";
import { maskedHeaders } from "./mask.ts";

const { method, path } = operations.createExportTask;

export async function signedRequestOf(
  body: CreateBody,
  {
    credentials,
    endpoint,
    isExample,
    now,
  }: { credentials: Credentials | AuthToken; endpoint: string; isExample: boolean; now: number },
): Promise<SignedRequest> {
  const url = endpoint + path;
  const text = JSON.stringify(body);
  const given = { "content-type": "application/json" };
  const shown = { method, url, body: text, isExample };
  // A token isn't a signature.
  if ("authToken" in credentials) {
    const headers = maskedHeaders({ ...given, "x-auth-token": credentials.authToken });
    return { ...shown, headers, canonicalRequest: "", stringToSign: "" };
  }
  const { headers } = await sign({ method, url, headers: given, body: text }, credentials, { date: now });
  const canonical = canonicalRequest({ method, url, headers }, sha256(text));
  const token = credentials.securityToken;
  return {
    ...shown,
    headers: maskedHeaders(headers),
    canonicalRequest: token === undefined ? canonical : canonical.replaceAll(token, "***"),
    stringToSign: stringToSign(headers["x-sdk-date"] ?? "", sha256(canonical)),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
