import { json } from "../http/answers.ts";
import type { RawResponse } from "../http/message.ts";
import type { Call } from "./call.ts";

/** GET /v3/auth/domains of IAM: how SDKs find the account id when none was given to them. */
export function listDomains({ account, requestId }: Call): RawResponse {
  const answer = json(200, { domains: [{ id: account.domainId, name: "emulator", enabled: true }] });
  answer.headers.push("X-IAM-Trace-Id", requestId);
  return answer;
}
