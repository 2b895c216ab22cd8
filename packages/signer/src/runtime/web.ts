export { hmacSha256Hex, kept, sha256Hex } from "../crypto/web.ts";
export { sign } from "../sign/sign-web.ts";
