import type { Failure, Text } from "../../contract.ts";

/** A request that can't be answered as asked. The page shows its texts. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: number;
  readonly failure: Failure;

  constructor(status: number, code: string, message: Text, advice?: Text) {
    super(message.en);
    this.status = status;
    this.failure = { code, message, ...(advice && { advice }) };
  }
}

export function notFound(message: Text, advice?: Text): RequestError {
  return new RequestError(404, "NOT_FOUND", message, advice);
}

export function badRequest(message: Text, advice?: Text): RequestError {
  return new RequestError(400, "BAD_REQUEST", message, advice);
}
