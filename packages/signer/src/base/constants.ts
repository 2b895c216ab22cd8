/** Name of the algorithm: the first word of the string to sign and of the Authorization header. */
export const ALGORITHM = "SDK-HMAC-SHA256";

/** Header with the time of the signature. It's the only header that must be signed. */
export const DATE_HEADER = "x-sdk-date";

/** Header whose value replaces the payload's hash. */
export const CONTENT_HASH_HEADER = "x-sdk-content-sha256";

/** Header with the token of temporary credentials. */
export const TOKEN_HEADER = "x-security-token";

/** Header that names the account, for global services such as CDN, IAM and OBS. */
export const DOMAIN_HEADER = "x-domain-id";

/** How far X-Sdk-Date may differ from the gateway's clock in either direction: 15 minutes. */
export const SIGNATURE_WINDOW_MS = 900_000;

/** A complete Authorization header: AK, signed headers, signature. */
export const AUTHORIZATION: RegExp =
  /^SDK-HMAC-SHA256 Access=([^\s,]+), *SignedHeaders=([^\s,]+), *Signature=([\da-f]{64})$/;
