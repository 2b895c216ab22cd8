// Generated from spec/ by `npm run generate`. Do not edit.
import type { CdnErrorCode } from "./errors.ts";

/** The advice in English for the codes that the export calls meet. */
export const commonAdvice: Readonly<Record<string, string>> = {
  "CDN.0000": "Try again later; if it stays, open a ticket with the request id.",
  "CDN.0001": "Compare the request with the documented fields; the message names the parameter.",
  "CDN.0002": "Check AK and SK, and that the account has CDN enabled.",
  "CDN.0003": "Check the id or name.",
  "CDN.0004": "Ask an administrator for rights on CDN.",
  "CDN.0005": "Wait or ask for a higher quota.",
  "CDN.0015": "Choose another service_area; mainland_china and global need a domain with an ICP filing.",
  "CDN.0020": "Ask for rights on the enterprise project of the domain.",
  "CDN.0021": "Ask for rights on all enterprise projects, or use an account that has them: export tasks take no enterprise_project_id.",
  "CDN.0105": "Check the spelling of the domain, and that it belongs to this account.",
  "CDN.0108": "Use the AK of the account that owns the domain.",
  "CDN.0114": "Enable CDN in the console.",
  "CDN.0201": "Check the domains: comma separated, all of this account, or the word all.",
  "CDN.0202": "Check start and end: start first, both not negative, and a period that the service keeps.",
  "CDN.0203": "Use 3600 for more than 90 days; five-minute data may need to be enabled for the account.",
  "APIGW.0101": "Check host, path and method: the European site may not have export tasks.",
  "APIGW.0201": "Body below 12 MB; with 502 and 504 try again later.",
  "APIGW.0301": "Check SK and clock; more than five wrong signatures in a row lock the AK for five minutes.",
  "APIGW.0303": "Use AK and SK of IAM, not an app key.",
  "APIGW.0307": "Get a new token: they live for 24 hours and belong to one region.",
  "APIGW.0308": "Try again later, with fewer requests a second.",
};

/** What to do about a code, in English. The catalogue is loaded for a code that these calls rarely meet. */
export async function adviceOf(code: CdnErrorCode): Promise<string | undefined> {
  const known = code.replace(/^APIG\./, "APIGW.");
  if (Object.hasOwn(commonAdvice, known)) return commonAdvice[known];
  return (await import("./errors.ts")).lookUp(known)?.advice.en;
}
