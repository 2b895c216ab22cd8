import type { Credentials } from "../base/credentials.ts";
import { signSync } from "../sign/sign-sync.ts";
import type { SignedRequest } from "../steps/authorize.ts";
import type { SignOptions, SignRequest } from "../steps/sign-request.ts";

export { hmacSha256Hex, kept, sha256Hex } from "../crypto/node.ts";
// For the entry `./node`, which shares this file of the package.
export { signSync };

/** Waits for nothing, but throws nothing either: errors are the promise's. @see contract.ts */
export async function sign(
  request: SignRequest,
  credentials: Credentials,
  options?: SignOptions,
): Promise<SignedRequest> {
  return signSync(request, credentials, options);
}
