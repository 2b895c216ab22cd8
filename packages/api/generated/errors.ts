// Generated from spec/ by `npm run generate`. Do not edit.
/** What is known of an error code. */
export interface CatalogueEntry {
  /** HTTP statuses that it is documented or seen with; 200 is one of them. */
  status: readonly number[];
  meaning: string;
  /** What to do about it. */
  advice: string;
  /** Whether the same request may succeed later. */
  retryable: boolean;
  evidence: string;
}

/** A code of the catalogue; others may come. */
export type ErrorCode =
  | "CDN.0000"
  | "CDN.0001"
  | "CDN.0002"
  | "CDN.0003"
  | "CDN.0004"
  | "CDN.0005"
  | "CDN.0015"
  | "CDN.0016"
  | "CDN.0020"
  | "CDN.0021"
  | "CDN.0101"
  | "CDN.0104"
  | "CDN.0105"
  | "CDN.0106"
  | "CDN.0108"
  | "CDN.0114"
  | "CDN.0115"
  | "CDN.0116"
  | "CDN.0170"
  | "CDN.00010182"
  | "CDN.0201"
  | "CDN.0202"
  | "CDN.0203"
  | "APIGW.0101"
  | "APIGW.0103"
  | "APIGW.0201"
  | "APIGW.0301"
  | "APIGW.0302"
  | "APIGW.0303"
  | "APIGW.0304"
  | "APIGW.0305"
  | "APIGW.0306"
  | "APIGW.0307"
  | "APIGW.0308"
  | "APIGW.0310"
  | "APIGW.0311"
  | "APIGW.0401"
  | "APIGW.0402"
  | "APIGW.0404"
  | "APIGW.0501"
  | "APIGW.0502"
  | "APIGW.0601"
  | "APIGW.0602"
  | "APIGW.0607"
  | "APIGW.0610"
  | "APIGW.0613"
  | "APIGW.0801"
  | "APIGW.0802"
  | (string & {});

/** The entry of a code. Older gateways write `APIG.` for `APIGW.`. */
export function lookUp(code: ErrorCode): CatalogueEntry | undefined {
  const known = code.replace(/^APIG\./, "APIGW.");
  return Object.hasOwn(catalogue, known) ? catalogue[known] : undefined;
}

export const catalogue: Readonly<Record<string, CatalogueEntry>> = {
  "CDN.0000": {"status":[500],"meaning":"internal error","advice":"Try again later; if it stays, open a ticket with the request id.","retryable":true,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0001": {"status":[400],"meaning":"a parameter is missing or malformed","advice":"Compare the request with the documented fields; the message names the parameter.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0002": {"status":[401],"meaning":"not authenticated","advice":"Check AK and SK, and that the account has CDN enabled.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0003": {"status":[404],"meaning":"the object does not exist","advice":"Check the id or name.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0004": {"status":[403],"meaning":"no permission","advice":"Ask an administrator for rights on CDN.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0005": {"status":[200],"meaning":"a limit is exceeded","advice":"Wait or ask for a higher quota.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0015": {"status":[200],"meaning":"service area not supported","advice":"Choose another service_area; mainland_china and global need a domain with an ICP filing.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0016": {"status":[200],"meaning":"service type not supported","advice":"Choose another service type.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0020": {"status":[403],"meaning":"no right on the enterprise project","advice":"Ask for rights on the enterprise project of the domain.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0021": {"status":[403],"meaning":"fine-grained authorization failed","advice":"Ask for rights on all enterprise projects, or use an account that has them: export tasks take no enterprise_project_id.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0101": {"status":[200],"meaning":"the domain was added already","advice":"Use the existing domain.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0104": {"status":[200],"meaning":"domain quota reached","advice":"Ask for a higher quota.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0105": {"status":[200],"meaning":"the domain does not exist","advice":"Check the spelling of the domain, and that it belongs to this account.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0106": {"status":[200],"meaning":"not allowed in the domain's state","advice":"Wait until the domain is online.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0108": {"status":[200],"meaning":"the domain belongs to another account","advice":"Use the AK of the account that owns the domain.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0114": {"status":[200],"meaning":"CDN is not enabled for the account","advice":"Enable CDN in the console.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0115": {"status":[200],"meaning":"the domain is banned","advice":"See the console for the reason.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0116": {"status":[200],"meaning":"the domain is locked","advice":"See the console for the reason.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0170": {"status":[400],"meaning":"the domain does not exist","advice":"Check the spelling of the domain, and that it belongs to this account.","retryable":false,"evidence":"seen by the Terraform provider (2026-08-21)"},
  "CDN.00010182": {"status":[400],"meaning":"the resource is not in the enterprise project","advice":"Ask for rights on the enterprise project of the domain.","retryable":false,"evidence":"seen by the Terraform provider (2026-08-21)"},
  "CDN.0201": {"status":[200],"meaning":"a domain name is invalid or unknown","advice":"Check the domains: comma separated, all of this account, or the word all.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0202": {"status":[200],"meaning":"the period is wrong","advice":"Check start and end: start first, both not negative, and a period that the service keeps.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0203": {"status":[200],"meaning":"the interval does not suit the period","advice":"Use 3600 for more than 90 days; five-minute data may need to be enabled for the account.","retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "APIGW.0101": {"status":[404],"meaning":"the API does not exist or is not published","advice":"Check host, path and method: the European site may not have export tasks.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0103": {"status":[404],"meaning":"the backend is missing","advice":"Open a ticket with the request id.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0201": {"status":[400,413,414,494,502,504],"meaning":"bad request, too large a body, or the backend does not answer","advice":"Body below 12 MB; with 502 and 504 try again later.","retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0301": {"status":[401],"meaning":"IAM authentication failed: signature, clock, token or AK","advice":"Check SK and clock; more than five wrong signatures in a row lock the AK for five minutes.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0302": {"status":[403],"meaning":"the IAM user is not allowed","advice":"Ask an administrator: a black or white list refuses the user.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0303": {"status":[401],"meaning":"app authentication failed","advice":"Use AK and SK of IAM, not an app key.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0304": {"status":[403],"meaning":"the app is not authorized","advice":"Use AK and SK of IAM, not an app key.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0305": {"status":[401],"meaning":"the authentication information is wrong","advice":"Check the Authorization header.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0306": {"status":[403],"meaning":"access to the API is denied","advice":"Ask an administrator for rights.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0307": {"status":[401],"meaning":"the token must be renewed","advice":"Get a new token: they live for 24 hours and belong to one region.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0308": {"status":[429],"meaning":"throttled","advice":"Try again later, with fewer requests a second.","retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0310": {"status":[403],"meaning":"the project is not available","advice":"Check the project or account id.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0311": {"status":[401],"meaning":"debug authentication failed","advice":"Use AK and SK of IAM.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0401": {"status":[403],"meaning":"the client's address is unknown","advice":"Ask an administrator.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0402": {"status":[403],"meaning":"the client's address is refused","advice":"Call from an address that the access rules allow.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0404": {"status":[403],"meaning":"the backend's address is refused","advice":"Open a ticket with the request id.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0501": {"status":[405],"meaning":"the app's quota is used up","advice":"Raise the quota.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0502": {"status":[405],"meaning":"the app is frozen","advice":"Ask an administrator.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0601": {"status":[500],"meaning":"gateway internal error","advice":"Try again later.","retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0602": {"status":[400],"meaning":"bad request","advice":"Check the request.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0607": {"status":[400],"meaning":"protocol not supported","advice":"Use HTTPS.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0610": {"status":[502],"meaning":"no backend is available","advice":"Try again later.","retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0613": {"status":[503],"meaning":"IAM is not available","advice":"Try again later.","retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0801": {"status":[403],"meaning":"the region is refused","advice":"Use the endpoint of the account's site.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0802": {"status":[403],"meaning":"the region is refused","advice":"Use the endpoint of the account's site.","retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
};
