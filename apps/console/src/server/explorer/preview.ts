import type { AuthToken, Credentials } from "@cdn-export/signer";
import type { CreateBody, Preview } from "../../contract.ts";
import { findingsOf } from "./findings.ts";
import type { Samples } from "./samples.ts";
import { signedRequestOf } from "./signed-request.ts";

export interface PreviewContext {
  credentials: () => Promise<Credentials | AuthToken>;
  /** Whether they are made up, because nothing is sent. */
  isExample: boolean;
  /** A base URL. */
  endpoint: string;
  samples: Samples;
  now: () => number;
}

export async function previewOf(body: CreateBody, context: PreviewContext): Promise<Preview> {
  const { credentials, isExample, endpoint, samples, now } = context;
  const findings = findingsOf(body, now());
  return {
    isValid: findings.every(({ severity }) => severity !== "error"),
    findings,
    request: await signedRequestOf(body, { credentials: await credentials(), endpoint, isExample, now: now() }),
    samples: samples(body, endpoint),
  };
}
