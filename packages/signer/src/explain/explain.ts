import { DATE_HEADER } from "../base/constants.ts";
import { refusedRequests } from "../fetch/refused-requests.ts";
import { type ComparedPart, compare } from "./compare.ts";
import { type Diagnosis, diagnose, diagnoseClock, readClockOffset, succeeded } from "./diagnose.ts";
import type { Explanation } from "./explanation.ts";
import { finish } from "./finish.ts";
import { type ExplainedRequest, ourParts } from "./our-parts.ts";
import { readAnswer } from "./read-answer.ts";
import { readEcho } from "./read-echo.ts";

/**
 * Explains why the gateway refused a signature.
 *
 * For a wrong signature, the gateway prints the canonical request that it computed. `explain` compares it with the
 * signed request, and names each part that differs and the usual cause. If no part differs, the secret key is wrong. It
 * also recognises expired signatures, locked and unknown keys, and token errors.
 *
 * @param answer - the gateway's answer: the Response (which stays readable), its text or bytes, the output of `curl -i`
 * or `curl -v`, a HAR file, an error, or a parsed body. Text may also be what an official SDK prints.
 * @param request - the signed request, with the headers that `sign` returned. Optional for a 401 response of
 * `createSignedFetch`, which remembers it, for a HAR file, and for `curl -v` without a body.
 * @returns reason `nothing wrong` if the request succeeded, `not known` if the answer isn't about the signature.
 * @throws (the promise) TypeError if `request` has an invalid URL or a header that HTTP can't carry.
 * @example
 * const response = await signedFetch(url);
 * if (response.status === 401) console.error((await explain(response)).text);
 */
export async function explain(answer: unknown, request?: ExplainedRequest): Promise<Explanation> {
  const said = await readAnswer(answer);
  if (said.succeeded) return finish(succeeded(said.status), []);
  const remembered = answer instanceof Object ? refusedRequests.get(answer as Response) : undefined;
  const sent = request ?? said.request ?? remembered;
  const ours = sent && (await ourParts(sent));

  const echo = readEcho(said.text);
  if (echo && ours) return explainParts(await compare(ours, echo, sent.body), sent === said.request);
  if (echo) {
    const parts = await compare(echo, echo, undefined);
    return finish(
      UNCOMPARED,
      parts.map((part) => ({ ...part, ours: undefined })),
    );
  }

  const clockOffsetMs = readClockOffset(said, ours?.headers[DATE_HEADER] ?? "");
  const expired = clockOffsetMs !== undefined || /signature.{0,10}expired/i.test(said.text);
  const diagnosis = expired ? diagnoseClock(clockOffsetMs) : diagnose(said);
  return { ...finish(diagnosis, []), ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
}

const UNCOMPARED: Diagnosis = {
  reason: "wrong signature",
  summary: "The signature is wrong. The gateway received this request:",
  advice:
    "Compare it with the request that you signed, or pass that request as well. If they're equal, the SK is wrong.",
};

const WRONG_SECRET: Diagnosis = {
  reason: "wrong secret",
  summary: "The gateway received exactly the signed request: the secret key is wrong.",
  advice:
    "Check that SK and AK belong together, and that the SK is complete and has no white space around it. More than five failures in a row lock the key for five minutes.",
};

const WRONGLY_SIGNED: Diagnosis = {
  reason: "wrong signature",
  summary: "The gateway received exactly the request that was sent: the secret key or the signing code is wrong.",
  advice: `${WRONG_SECRET.advice} With the SK, explainRequest finds mistakes in the signing code.`,
};

/** @param isSent - whether our side is the request as it was sent. It may differ from the signed one. */
function explainParts(parts: readonly ComparedPart[], isSent: boolean): Explanation {
  const different = parts.filter(({ same }) => !same);
  if (different.length === 0) return finish(isSent ? WRONGLY_SIGNED : WRONG_SECRET, parts);
  const names = different.map(({ part }) => part).join(", ");
  const advice = different.map(({ part, cause }) => `${part}: ${cause}`).join("\n");
  return finish(
    {
      reason: "other request",
      summary: `The gateway received a different request than the signed one: ${names}.`,
      advice,
    },
    parts,
  );
}
