// Generated from spec/ by `npm run generate`. Do not edit.
import type { CdnErrorCode } from "./errors.ts";

/** The English advice for the codes that export calls get, by code. */
export const commonAdvice: Readonly<Record<string, string>> = {
  "CDN.0000": "Try again later. If the error persists, open a ticket with the request ID.",
  "CDN.0001": "Compare the request with the documented fields. The message names the parameter.",
  "CDN.0002": "Check AK and SK, and that the account has CDN enabled.",
  "CDN.0003": "Check the ID or name.",
  "CDN.0004": "Ask an administrator for access to CDN.",
  "CDN.0005": "Wait, or ask for a higher quota.",
  "CDN.0015": "Choose another service_area. mainland_china and global need a domain with an ICP filing.",
  "CDN.0020": "Ask for access to the enterprise project of the domain.",
  "CDN.0021": "Ask for access to all enterprise projects, or use an account that has it: export tasks have no enterprise_project_id.",
  "CDN.0105": "Check the spelling of the domain, and that it belongs to this account.",
  "CDN.0108": "Use the AK of the account that owns the domain.",
  "CDN.0114": "Enable CDN in the console.",
  "CDN.0201": "Check the domains: separate them with commas, and use only domains of this account, or all.",
  "CDN.0202": "Check start and end: the start must be before the end, neither may be negative, and the data must still be kept.",
  "CDN.0203": "Use 3600 for more than 90 days. Five-minute data may have to be enabled for the account.",
  "APIGW.0101": "Check host, path and method: the European site may not have export tasks.",
  "APIGW.0201": "Keep the body below 12 MB. After 502 or 504, try again later.",
  "APIGW.0301": "Check the SK and the clock. More than five wrong signatures in a row lock the AK for five minutes.",
  "APIGW.0303": "Use AK and SK of IAM, not an app key.",
  "APIGW.0307": "Get a new token: tokens are valid for 24 hours in one region.",
  "APIGW.0308": "Try again later, with fewer requests per second.",
};

/** Returns the English advice for an error code, `undefined` for an unknown one. Loads the catalogue for rare codes. */
export async function adviceOf(code: CdnErrorCode): Promise<string | undefined> {
  const known = code.replace(/^APIG\./, "APIGW.");
  if (Object.hasOwn(commonAdvice, known)) return commonAdvice[known];
  return (await import("./errors.ts")).lookUp(known)?.advice.en;
}
