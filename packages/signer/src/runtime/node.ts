import type { Credentials } from "../base/credentials.ts";
import { signSync } from "../sign/sign-sync.ts";
import type { SignedRequest } from "../steps/authorize.ts";
import type { SignOptions, SignRequest } from "../steps/sign-request.ts";

export { hmacSha256Hex, kept, sha256Hex } from "../crypto/node.ts";
// For the entry `./node`, which imports this file.
export { signSync };

/** Signs synchronously, but rejects instead of throwing. @see contract.ts */
export async function sign(
  request: SignRequest,
  credentials: Credentials,
  options?: SignOptions,
): Promise<SignedRequest> {
  return signSync(request, credentials, options);
}
