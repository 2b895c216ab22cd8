// Generated from spec/ by `npm run generate`. Do not edit.
/** The catalogue's entry of an error code. */
export interface CatalogueEntry {
  /** HTTP statuses that it's documented or seen with, the usual one first. This may be 200. */
  status: readonly number[];
  /** Meaning of the code in English. */
  meaning: string;
  /** What to do about it. */
  advice: {
    /** In English. */
    readonly en: string;
    /** In Chinese. */
    readonly zh: string;
  };
  /** Whether the same request may succeed later. */
  retryable: boolean;
  /** Source of the entry, such as `documented (ErrorCode, no date)`. */
  evidence: string;
}

/** An error code of the service (`CDN.`) or of the gateway in front of it (`APIGW.`). Other codes are possible. */
export type CdnErrorCode =
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
  | "CDN.0102"
  | "CDN.0103"
  | "CDN.0104"
  | "CDN.0105"
  | "CDN.0106"
  | "CDN.0107"
  | "CDN.0108"
  | "CDN.0109"
  | "CDN.0110"
  | "CDN.0114"
  | "CDN.0115"
  | "CDN.0116"
  | "CDN.0117"
  | "CDN.0120"
  | "CDN.0121"
  | "CDN.0126"
  | "CDN.0127"
  | "CDN.0128"
  | "CDN.0129"
  | "CDN.0130"
  | "CDN.0131"
  | "CDN.0132"
  | "CDN.0133"
  | "CDN.0134"
  | "CDN.0135"
  | "CDN.0136"
  | "CDN.0137"
  | "CDN.0138"
  | "CDN.0139"
  | "CDN.0141"
  | "CDN.0142"
  | "CDN.0143"
  | "CDN.0145"
  | "CDN.0147"
  | "CDN.0148"
  | "CDN.0156"
  | "CDN.0163"
  | "CDN.0170"
  | "CDN.00010182"
  | "CDN.0201"
  | "CDN.0202"
  | "CDN.0203"
  | "CDN.0401"
  | "CDN.0402"
  | "CDN.0403"
  | "CDN.0404"
  | "CDN.0405"
  | "CDN.0406"
  | "CDN.0407"
  | "CDN.0408"
  | "CDN.0409"
  | "CDN.0410"
  | "CDN.0411"
  | "CDN.0412"
  | "CDN.0413"
  | "CDN.0414"
  | "APIGW.0101"
  | "APIGW.0103"
  | "APIGW.0104"
  | "APIGW.0105"
  | "APIGW.0106"
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
  | "APIGW.0603"
  | "APIGW.0604"
  | "APIGW.0605"
  | "APIGW.0606"
  | "APIGW.0607"
  | "APIGW.0608"
  | "APIGW.0609"
  | "APIGW.0610"
  | "APIGW.0611"
  | "APIGW.0612"
  | "APIGW.0613"
  | "APIGW.0705"
  | "APIGW.0801"
  | "APIGW.0802"
  | (string & {});

/** Returns the entry of a code, `undefined` for an unknown one. Accepts `APIG.`, which older gateways write for `APIGW.`. */
export function lookUp(code: CdnErrorCode): CatalogueEntry | undefined {
  const known = code.replace(/^APIG\./, "APIGW.");
  return Object.hasOwn(catalogue, known) ? catalogue[known] : undefined;
}

/** The entries of all known error codes, by code. */
export const catalogue: Readonly<Record<string, CatalogueEntry>> = {
  "CDN.0000": {"status":[500],"meaning":"internal error","advice":{"en":"Try again later. If the error persists, open a ticket with the request ID.","zh":"请稍后重试；若问题仍然存在，请携带请求 ID 提交工单。"},"retryable":true,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0001": {"status":[400],"meaning":"a parameter is missing or malformed","advice":{"en":"Compare the request with the documented fields. The message names the parameter.","zh":"请对照文档检查请求参数，错误信息中会指出有问题的参数。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0002": {"status":[401],"meaning":"not authenticated","advice":{"en":"Check AK and SK, and that the account has CDN enabled.","zh":"请检查 AK 和 SK 是否正确，并确认该账号已开通 CDN 服务。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0003": {"status":[404],"meaning":"the object does not exist","advice":{"en":"Check the ID or name.","zh":"请检查 ID 或名称是否正确。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0004": {"status":[403],"meaning":"no permission","advice":{"en":"Ask an administrator for access to CDN.","zh":"请联系管理员授予 CDN 相关权限。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0005": {"status":[200],"meaning":"a limit is exceeded","advice":{"en":"Wait, or ask for a higher quota.","zh":"请稍后再试，或申请提高配额。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0015": {"status":[200],"meaning":"service area not supported","advice":{"en":"Choose another service_area. mainland_china and global need a domain with an ICP filing.","zh":"请更换 service_area；mainland_china 和 global 要求域名已完成 ICP 备案。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0016": {"status":[200],"meaning":"service type not supported","advice":{"en":"Choose another service type.","zh":"请更换业务类型。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0020": {"status":[403],"meaning":"no access to the enterprise project","advice":{"en":"Ask for access to the enterprise project of the domain.","zh":"请申请该域名所属企业项目的权限。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0021": {"status":[403],"meaning":"fine-grained authorization failed","advice":{"en":"Ask for access to all enterprise projects, or use an account that has it: export tasks have no enterprise_project_id.","zh":"请申请所有企业项目的权限，或改用具备权限的账号：导出任务接口不支持 enterprise_project_id 参数。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0101": {"status":[200],"meaning":"the domain already exists","advice":{"en":"Use the existing domain.","zh":"该域名已添加，请直接使用。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0102": {"status":[200],"meaning":"ICP check failed for the domain","advice":{"en":"File the domain with ICP, or serve it outside mainland China.","zh":"请先为加速域名完成 ICP 备案，或将服务范围改为中国大陆境外。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0103": {"status":[200],"meaning":"ICP check failed for the origin","advice":{"en":"File the origin with ICP, or serve it outside mainland China.","zh":"请先为源站域名完成 ICP 备案，或将服务范围改为中国大陆境外。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0104": {"status":[200],"meaning":"domain quota reached","advice":{"en":"Ask for a higher quota.","zh":"请申请提高域名配额。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0105": {"status":[200],"meaning":"the domain does not exist","advice":{"en":"Check the spelling of the domain, and that it belongs to this account.","zh":"请检查域名拼写，并确认该域名属于当前账号。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0106": {"status":[200],"meaning":"the domain's state doesn't allow this","advice":{"en":"Wait until the domain is online.","zh":"请等待域名状态变为“已开启”后再操作。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0107": {"status":[200],"meaning":"ICP check failed for the origin host","advice":{"en":"File the origin host with ICP, or serve it outside mainland China.","zh":"请先为回源 Host 域名完成 ICP 备案，或将服务范围改为中国大陆境外。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0108": {"status":[200],"meaning":"the domain belongs to another account","advice":{"en":"Use the AK of the account that owns the domain.","zh":"请使用域名所属账号的 AK。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0109": {"status":[200],"meaning":"the origin is the domain itself","advice":{"en":"Set a different origin.","zh":"源站不能与加速域名相同，请更换源站。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0110": {"status":[200],"meaning":"too many URLs to refresh or preheat","advice":{"en":"Send fewer URLs in one call.","zh":"请减少单次刷新或预热的 URL 数量。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0114": {"status":[200],"meaning":"CDN is not enabled for the account","advice":{"en":"Enable CDN in the console.","zh":"请在控制台开通 CDN 服务。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0115": {"status":[200],"meaning":"the domain is banned","advice":{"en":"See the console for the reason.","zh":"该域名已被封禁，请在控制台查看原因。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0116": {"status":[200],"meaning":"the domain is locked","advice":{"en":"See the console for the reason.","zh":"该域名已被锁定，请在控制台查看原因。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0117": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0120": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0121": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0126": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0127": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0128": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0129": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0130": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0131": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0132": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0133": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0134": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0135": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0136": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0137": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0138": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0139": {"status":[200],"meaning":"the domain is misconfigured (origin, host, cache rule or referer)","advice":{"en":"Check the configuration of the domain. The message names the part.","zh":"请检查域名配置（源站、回源 Host、缓存规则或 Referer），错误信息中会指出具体项。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (which part the code stands for)"},
  "CDN.0141": {"status":[200],"meaning":"ICP check failed for the domain","advice":{"en":"File the domain with ICP, or serve it outside mainland China.","zh":"请先为域名完成 ICP 备案，或将服务范围改为中国大陆境外。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0142": {"status":[200],"meaning":"the HTTPS configuration is wrong","advice":{"en":"Check the HTTPS settings of the domain.","zh":"请检查域名的 HTTPS 配置。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0143": {"status":[200],"meaning":"ownership of the wildcard domain isn't verified","advice":{"en":"Verify the ownership of the wildcard domain in the console.","zh":"请在控制台完成泛域名的归属权验证。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0145": {"status":[200],"meaning":"the domain is not online","advice":{"en":"Wait until the domain is online.","zh":"请等待域名状态变为“已开启”后再操作。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0147": {"status":[200],"meaning":"the OBS bucket can't be the origin","advice":{"en":"Check the name and permissions of the OBS bucket.","zh":"请检查 OBS 桶的名称和访问权限。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0148": {"status":[200],"meaning":"the OBS bucket can't be the origin","advice":{"en":"Check the name and permissions of the OBS bucket.","zh":"请检查 OBS 桶的名称和访问权限。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0156": {"status":[200],"meaning":"the origin is invalid","advice":{"en":"Check the origin of the domain.","zh":"请检查域名的源站配置。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0163": {"status":[200],"meaning":"the domain has a special configuration","advice":{"en":"Open a ticket: the domain can't be changed through the API.","zh":"该域名存在特殊配置，无法通过接口修改，请提交工单。"},"retryable":false,"evidence":"documented (ErrorCode, no date); inferred (the advice)"},
  "CDN.0170": {"status":[400],"meaning":"the domain does not exist","advice":{"en":"Check the spelling of the domain, and that it belongs to this account.","zh":"请检查域名拼写，并确认该域名属于当前账号。"},"retryable":false,"evidence":"seen (Terraform provider source, 2026-08-21)"},
  "CDN.00010182": {"status":[400],"meaning":"the resource is not in the enterprise project","advice":{"en":"Ask for access to the enterprise project of the domain.","zh":"请申请该域名所属企业项目的权限。"},"retryable":false,"evidence":"seen (Terraform provider source, 2026-08-21)"},
  "CDN.0201": {"status":[200],"meaning":"a domain name is invalid or unknown","advice":{"en":"Check the domains: separate them with commas, and use only domains of this account, or all.","zh":"请检查域名：多个域名以逗号分隔，且均须属于当前账号；也可以填写 all。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0202": {"status":[200],"meaning":"the period is invalid","advice":{"en":"Check start and end: the start must be before the end, neither may be negative, and the data must still be kept.","zh":"请检查起止时间：开始时间须早于结束时间，均不能为负数，且须在数据保留期内。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0203": {"status":[200],"meaning":"the interval doesn't suit the period","advice":{"en":"Use 3600 for more than 90 days. Five-minute data may have to be enabled for the account.","zh":"时间跨度超过 90 天时请使用 3600；5 分钟粒度可能需要为账号单独开通。"},"retryable":false,"evidence":"documented (ErrorCode, no date)"},
  "CDN.0401": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0402": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0403": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0404": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0405": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0406": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0407": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0408": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0409": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0410": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0411": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0412": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0413": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "CDN.0414": {"status":[200],"meaning":"the certificate is invalid","advice":{"en":"Check the certificate and key of the domain. The message has details.","zh":"请检查域名的证书和私钥，具体原因见错误信息。"},"retryable":false,"evidence":"documented (ErrorCode, no date); unknown (what the code stands for within the group)"},
  "APIGW.0101": {"status":[404],"meaning":"the API does not exist or is not published","advice":{"en":"Check host, path and method: the European site may not have export tasks.","zh":"请检查域名、路径和请求方法：欧洲站可能不提供导出任务接口。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0103": {"status":[404],"meaning":"the backend is missing","advice":{"en":"Open a ticket with the request ID.","zh":"请携带请求 ID 提交工单。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0104": {"status":[400],"meaning":"a plug-in of the gateway is misconfigured","advice":{"en":"Open a ticket with the request ID.","zh":"请携带请求 ID 提交工单。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0105": {"status":[400],"meaning":"the backend is misconfigured","advice":{"en":"Open a ticket with the request ID.","zh":"请携带请求 ID 提交工单。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0106": {"status":[400],"meaning":"the gateway's orchestration is misconfigured","advice":{"en":"Open a ticket with the request ID.","zh":"请携带请求 ID 提交工单。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0201": {"status":[400,413,414,494,502,504],"meaning":"bad request, body too large, or no response from the backend","advice":{"en":"Keep the body below 12 MB. After 502 or 504, try again later.","zh":"请求体不能超过 12 MB；返回 502 或 504 时请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0301": {"status":[401],"meaning":"IAM authentication failed: signature, clock, token or AK","advice":{"en":"Check the SK and the clock. More than five wrong signatures in a row lock the AK for five minutes.","zh":"请检查 SK 和本机时钟；连续签名错误超过 5 次，AK 将被锁定 5 分钟。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0302": {"status":[403],"meaning":"the IAM user is not allowed","advice":{"en":"Ask an administrator: an allowlist or blocklist refuses the user.","zh":"请联系管理员：该用户被黑名单或白名单限制。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0303": {"status":[401],"meaning":"app authentication failed","advice":{"en":"Use AK and SK of IAM, not an app key.","zh":"请使用 IAM 的 AK/SK，而不是应用（App）密钥。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0304": {"status":[403],"meaning":"the app isn't authorized","advice":{"en":"Use AK and SK of IAM, not an app key.","zh":"请使用 IAM 的 AK/SK，而不是应用（App）密钥。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0305": {"status":[401],"meaning":"the authentication information is wrong","advice":{"en":"Check the Authorization header.","zh":"请检查 Authorization 请求头。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0306": {"status":[403],"meaning":"access to the API is denied","advice":{"en":"Ask an administrator for access.","zh":"请联系管理员授予访问权限。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0307": {"status":[401],"meaning":"the token must be renewed","advice":{"en":"Get a new token: tokens are valid for 24 hours in one region.","zh":"请重新获取 Token：Token 有效期为 24 小时，且仅在签发区域内有效。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0308": {"status":[429],"meaning":"throttled","advice":{"en":"Try again later, with fewer requests per second.","zh":"请求过于频繁，请降低请求频率后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0310": {"status":[403],"meaning":"the project is not available","advice":{"en":"Check the project or account ID.","zh":"请检查项目 ID 或账号 ID。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0311": {"status":[401],"meaning":"debug authentication failed","advice":{"en":"Use AK and SK of IAM.","zh":"请使用 IAM 的 AK/SK。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0401": {"status":[403],"meaning":"the client's address is unknown","advice":{"en":"Ask an administrator.","zh":"请联系管理员。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0402": {"status":[403],"meaning":"the client's address is refused","advice":{"en":"Call from an address that the access rules allow.","zh":"请从访问控制策略允许的 IP 地址发起请求。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0404": {"status":[403],"meaning":"the backend's address is refused","advice":{"en":"Open a ticket with the request ID.","zh":"请携带请求 ID 提交工单。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0501": {"status":[405],"meaning":"the app's quota is used up","advice":{"en":"Raise the quota.","zh":"请提高配额。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0502": {"status":[405],"meaning":"the app is frozen","advice":{"en":"Ask an administrator.","zh":"请联系管理员。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0601": {"status":[500],"meaning":"gateway internal error","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0602": {"status":[400],"meaning":"bad request","advice":{"en":"Check the request.","zh":"请检查请求内容。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0603": {"status":[400,500],"meaning":"gateway internal: the request is bad, a name is not resolved, or a configuration is not loaded","advice":{"en":"Check the request. After 500, try again later.","zh":"请检查请求内容；返回 500 时请稍后重试。"},"retryable":true,"evidence":"documented (API Request Signing Guide, 2025-10-20, group 0601-0606); unknown (what the code stands for within the group)"},
  "APIGW.0604": {"status":[400,500],"meaning":"gateway internal: the request is bad, a name is not resolved, or a configuration is not loaded","advice":{"en":"Check the request. After 500, try again later.","zh":"请检查请求内容；返回 500 时请稍后重试。"},"retryable":true,"evidence":"documented (API Request Signing Guide, 2025-10-20, group 0601-0606); unknown (what the code stands for within the group)"},
  "APIGW.0605": {"status":[500],"meaning":"gateway internal: a name is not resolved, or a configuration is not loaded","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20); unknown (what the code stands for within the group)"},
  "APIGW.0606": {"status":[500],"meaning":"gateway internal: a name is not resolved, or a configuration is not loaded","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20); unknown (what the code stands for within the group)"},
  "APIGW.0607": {"status":[400],"meaning":"protocol not supported","advice":{"en":"Use HTTPS.","zh":"请使用 HTTPS 协议。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0608": {"status":[500],"meaning":"gateway internal error","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20); unknown (what the code stands for within the group)"},
  "APIGW.0609": {"status":[500],"meaning":"gateway internal error","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20); unknown (what the code stands for within the group)"},
  "APIGW.0610": {"status":[502],"meaning":"no backend is available","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0611": {"status":[500],"meaning":"gateway internal error","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20); unknown (what the code stands for within the group)"},
  "APIGW.0612": {"status":[500],"meaning":"gateway internal error","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20); unknown (what the code stands for within the group)"},
  "APIGW.0613": {"status":[503],"meaning":"IAM is not available","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0705": {"status":[500],"meaning":"gateway internal error","advice":{"en":"Try again later.","zh":"请稍后重试。"},"retryable":true,"evidence":"documented (devg-apisign, 2025-10-20); unknown (what the code stands for within the group)"},
  "APIGW.0801": {"status":[403],"meaning":"the region is refused","advice":{"en":"Use the endpoint of the account's site.","zh":"请使用账号所属站点的终端节点。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
  "APIGW.0802": {"status":[403],"meaning":"the region is refused","advice":{"en":"Use the endpoint of the account's site.","zh":"请使用账号所属站点的终端节点。"},"retryable":false,"evidence":"documented (devg-apisign, 2025-10-20)"},
};
