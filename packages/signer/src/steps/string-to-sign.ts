import { ALGORITHM } from "../base/constants.ts";

/**
 * Returns the string to sign: algorithm, date, and hash of the canonical request, on three lines. There's no region and
 * no derived key.
 *
 * @param date - `YYYYMMDDTHHMMSSZ`, the value of X-Sdk-Date.
 * @param canonicalHash - lower-case hex SHA-256 of the canonical request.
 * @see API Request Signing Guide, devg-apisign/api-sign-algorithm-003
 */
export function stringToSign(date: string, canonicalHash: string): string {
  return `${ALGORITHM}\n${date}\n${canonicalHash}`;
}
