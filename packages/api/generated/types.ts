// Generated from spec/ by `npm run generate`. Do not edit.

/** Why a property must not be sent. These types have no values: compiler errors print their names. */
declare enum Refused {
  /** Evidence: sdk (2026-10-22, not sent for carrier data and top-URL data) */
  top_url_detail_and_isp_detail_take_no_country = "top_url_detail and isp_detail take no country",
  /** Evidence: sdk (2026-10-22, it takes effect only then); inferred (refusing it, because silently wrong data would be worse) */
  a_province_goes_with_country_cn_only = "a province goes with country cn only",
}
export type { Refused };

/**
 * What to export. The service requires no field.
 *
 * Evidence: documented (CreateExportTask, 2026-09-28)
 */
export type ExportTaskRequest = WorldwideExport | CountryExport | ProvinceExport;
/**
 * An export without country and province. Any action.
 *
 * Evidence: sdk (2026-10-22)
 */
export interface WorldwideExport {
    /**
     * Kind of data.
     *
     * Values:
     * - `reports_detail`: basic CDR data
     * - `top_url_detail`: top URLs
     * - `top_ua_detail`: top user agents
     * - `top_referer_detail`: top referers
     * - `top_ip_detail`: top client IPs
     * - `isp_detail`: carrier data
     * - `top_path_detail`: top paths
     * - `uv`: unique visitors
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); sdk (2026-10-22)
     */
    action?: Action;
    /**
     * Domain names, separated by commas, or `all` for every domain of the account. No maximum is documented.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28)
     */
    domain_name?: DomainName;
    /**
     * Start of the period, inclusive.
     *
     * Unit: milliseconds since the epoch. Range: at least 0.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
     */
    start_time?: StartTime;
    /**
     * End of the period, exclusive.
     *
     * Unit: milliseconds since the epoch. Range: at least 0.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
     */
    end_time?: EndTime;
    /**
     * Time between data points. A period of more than 90 days requires 3600.
     *
     * Unit: seconds.
     * Values:
     * - `300`: five minutes
     * - `3600`: one hour
     *
     * Evidence: sdk (2026-10-22)
     */
    interval?: Interval;
    /**
     * `domain` returns separate rows for each domain. By default, the domains are added up.
     *
     * Values:
     * - `domain`: by domain
     *
     * Evidence: sdk (2026-10-22)
     */
    group_by?: GroupBy;
    /**
     * Where the traffic was served.
     *
     * Values:
     * - `mainland_china`: mainland China
     * - `outside_mainland_china`: outside mainland China
     * - `global`: worldwide
     *
     * Evidence: sdk (2026-10-22)
     * @default mainland_china
     */
    service_area?: ServiceArea;
    /**
     * What is counted. Which actions need it is unknown.
     *
     * Values:
     * - `flux`: traffic
     * - `req_num`: requests
     *
     * Evidence: sdk (2026-10-22)
     */
    stat_type?: StatType;
    /** Must not be sent here: top_url_detail and isp_detail take no country. Evidence: sdk (2026-10-22, not sent for carrier data and top-URL data) */
    country?: Refused.top_url_detail_and_isp_detail_take_no_country;
    /** Must not be sent here: a province goes with country cn only. Evidence: sdk (2026-10-22, it takes effect only then); inferred (refusing it, because silently wrong data would be worse) */
    province?: Refused.a_province_goes_with_country_cn_only;
    /**
     * Carrier code, or `all`.
     *
     * Known values (others are accepted):
     * - `dianxin`: China Telecom
     * - `yidong`: China Mobile
     * - `liantong`: China Unicom
     * - `tietong`: China Tietong
     * - `jiaoyuwang`: CERNET
     * - `pengboshi`: Dr. Peng
     * - `qita`: Others
     * - `all`: every carrier
     *
     * Evidence: sdk (2026-10-22); inferred (that the codes of cdn_02_0075, 2025-04-25, apply)
     */
    isp?: Isp;
    /**
     * Language of the file.
     *
     * Values:
     * - `zh`: Chinese
     * - `en`: English
     *
     * Evidence: sdk (2026-10-22); inferred (that it concerns the headings)
     * @default zh
     */
    language?: Language;
}
/**
 * An export for some countries. Any action but carrier data and top URLs.
 *
 * Evidence: sdk (2026-10-22)
 */
export interface CountryExport {
    /**
     * Kind of data that can be limited to a country.
     *
     * Values:
     * - `reports_detail`: basic CDR data
     * - `top_ua_detail`: top user agents
     * - `top_referer_detail`: top referers
     * - `top_ip_detail`: top client IPs
     * - `top_path_detail`: top paths
     * - `uv`: unique visitors
     *
     * Evidence: sdk (2026-10-22, country is not sent for carrier data and top-URL data)
     */
    action?: RegionalAction;
    /**
     * Domain names, separated by commas, or `all` for every domain of the account. No maximum is documented.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28)
     */
    domain_name?: DomainName;
    /**
     * Start of the period, inclusive.
     *
     * Unit: milliseconds since the epoch. Range: at least 0.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
     */
    start_time?: StartTime;
    /**
     * End of the period, exclusive.
     *
     * Unit: milliseconds since the epoch. Range: at least 0.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
     */
    end_time?: EndTime;
    /**
     * Time between data points. A period of more than 90 days requires 3600.
     *
     * Unit: seconds.
     * Values:
     * - `300`: five minutes
     * - `3600`: one hour
     *
     * Evidence: sdk (2026-10-22)
     */
    interval?: Interval;
    /**
     * `domain` returns separate rows for each domain. By default, the domains are added up.
     *
     * Values:
     * - `domain`: by domain
     *
     * Evidence: sdk (2026-10-22)
     */
    group_by?: GroupBy;
    /**
     * Where the traffic was served.
     *
     * Values:
     * - `mainland_china`: mainland China
     * - `outside_mainland_china`: outside mainland China
     * - `global`: worldwide
     *
     * Evidence: sdk (2026-10-22)
     * @default mainland_china
     */
    service_area?: ServiceArea;
    /**
     * What is counted. Which actions need it is unknown.
     *
     * Values:
     * - `flux`: traffic
     * - `req_num`: requests
     *
     * Evidence: sdk (2026-10-22)
     */
    stat_type?: StatType;
    /**
     * Country codes, separated by commas, or `all`. The published list is incomplete, so any code is accepted.
     *
     * Known values (others are accepted): `cn` China, `ae` United Arab Emirates, `au` Australia, `br` Brazil, `ca` Canada, `ch` Switzerland, `de` Germany, `es` Spain, `fr` France, `gb` United Kingdom, `id` Indonesia, `il` Israel, `in` India, `it` Italy, `jp` Japan, `kr` South Korea, `mx` Mexico, `my` Malaysia, `nl` Netherlands, `no` Norway, `ph` Philippines, `qa` Qatar, `sa` Saudi Arabia, `se` Sweden, `sg` Singapore, `th` Thailand, `us` United States, `vn` Vietnam, `za` South Africa, `nz` New Zealand, `tr` Türkiye, `ie` Ireland, `pk` Pakistan, `ar` Argentina, `eg` Egypt, `qita` Others, `all` every country.
     *
     * Evidence: sdk (2026-10-22); documented (cdn_02_0089, no date, codes)
     */
    country: Country;
    /** Must not be sent here: a province goes with country cn only. Evidence: sdk (2026-10-22, it takes effect only then); inferred (refusing it, because silently wrong data would be worse) */
    province?: Refused.a_province_goes_with_country_cn_only;
    /**
     * Carrier code, or `all`.
     *
     * Known values (others are accepted):
     * - `dianxin`: China Telecom
     * - `yidong`: China Mobile
     * - `liantong`: China Unicom
     * - `tietong`: China Tietong
     * - `jiaoyuwang`: CERNET
     * - `pengboshi`: Dr. Peng
     * - `qita`: Others
     * - `all`: every carrier
     *
     * Evidence: sdk (2026-10-22); inferred (that the codes of cdn_02_0075, 2025-04-25, apply)
     */
    isp?: Isp;
    /**
     * Language of the file.
     *
     * Values:
     * - `zh`: Chinese
     * - `en`: English
     *
     * Evidence: sdk (2026-10-22); inferred (that it concerns the headings)
     * @default zh
     */
    language?: Language;
}
/**
 * An export for some provinces of China. `country` must be `cn`. Any action but carrier data and top URLs.
 *
 * Evidence: sdk (2026-10-22, province takes effect only when country is cn); inferred (refusing it otherwise, because silently wrong data would be worse)
 */
export interface ProvinceExport {
    /**
     * Kind of data that can be limited to a country.
     *
     * Values:
     * - `reports_detail`: basic CDR data
     * - `top_ua_detail`: top user agents
     * - `top_referer_detail`: top referers
     * - `top_ip_detail`: top client IPs
     * - `top_path_detail`: top paths
     * - `uv`: unique visitors
     *
     * Evidence: sdk (2026-10-22, country is not sent for carrier data and top-URL data)
     */
    action?: RegionalAction;
    /**
     * Domain names, separated by commas, or `all` for every domain of the account. No maximum is documented.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28)
     */
    domain_name?: DomainName;
    /**
     * Start of the period, inclusive.
     *
     * Unit: milliseconds since the epoch. Range: at least 0.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
     */
    start_time?: StartTime;
    /**
     * End of the period, exclusive.
     *
     * Unit: milliseconds since the epoch. Range: at least 0.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
     */
    end_time?: EndTime;
    /**
     * Time between data points. A period of more than 90 days requires 3600.
     *
     * Unit: seconds.
     * Values:
     * - `300`: five minutes
     * - `3600`: one hour
     *
     * Evidence: sdk (2026-10-22)
     */
    interval?: Interval;
    /**
     * `domain` returns separate rows for each domain. By default, the domains are added up.
     *
     * Values:
     * - `domain`: by domain
     *
     * Evidence: sdk (2026-10-22)
     */
    group_by?: GroupBy;
    /**
     * Where the traffic was served.
     *
     * Values:
     * - `mainland_china`: mainland China
     * - `outside_mainland_china`: outside mainland China
     * - `global`: worldwide
     *
     * Evidence: sdk (2026-10-22)
     * @default mainland_china
     */
    service_area?: ServiceArea;
    /**
     * What is counted. Which actions need it is unknown.
     *
     * Values:
     * - `flux`: traffic
     * - `req_num`: requests
     *
     * Evidence: sdk (2026-10-22)
     */
    stat_type?: StatType;
    /**
     * The country whose provinces can be selected.
     *
     * Evidence: sdk (2026-10-22)
     */
    country: China;
    /**
     * Codes of provinces of China, separated by commas, or `all`.
     *
     * Known values (others are accepted): `anhui` Anhui, `beijing` Beijing, `chongqing` Chongqing, `fujian` Fujian, `gansu` Gansu, `guangdong` Guangdong, `guangxi` Guangxi, `guizhou` Guizhou, `hainan` Hainan, `hebei` Hebei, `heilongjiang` Heilongjiang, `henan` Henan, `hubei` Hubei, `hunan` Hunan, `jiangsu` Jiangsu, `jiangxi` Jiangxi, `jilin` Jilin, `liaoning` Liaoning, `neimenggu` Inner Mongolia, `ningxia` Ningxia, `qinghai` Qinghai, `shaanxi` Shaanxi, `shandong` Shandong, `shanghai` Shanghai, `shanxi` Shanxi, `sichuan` Sichuan, `tianjin` Tianjin, `xinjiang` Xinjiang, `xizang` Xizang, `yunnan` Yunnan, `zhejiang` Zhejiang, `gangaotai` Hong Kong, Macao and Taiwan (China), `qita` Others, `all` every province.
     *
     * Evidence: sdk (2026-10-22); documented (cdn_02_0074, no date, codes); documented (CreateExportTask, 2026-01-09, several by commas, which newer editions no longer say)
     */
    province: Province;
    /**
     * Carrier code, or `all`.
     *
     * Known values (others are accepted):
     * - `dianxin`: China Telecom
     * - `yidong`: China Mobile
     * - `liantong`: China Unicom
     * - `tietong`: China Tietong
     * - `jiaoyuwang`: CERNET
     * - `pengboshi`: Dr. Peng
     * - `qita`: Others
     * - `all`: every carrier
     *
     * Evidence: sdk (2026-10-22); inferred (that the codes of cdn_02_0075, 2025-04-25, apply)
     */
    isp?: Isp;
    /**
     * Language of the file.
     *
     * Values:
     * - `zh`: Chinese
     * - `en`: English
     *
     * Evidence: sdk (2026-10-22); inferred (that it concerns the headings)
     * @default zh
     */
    language?: Language;
}
/**
 * Kind of data.
 *
 * Values:
 * - `reports_detail`: basic CDR data
 * - `top_url_detail`: top URLs
 * - `top_ua_detail`: top user agents
 * - `top_referer_detail`: top referers
 * - `top_ip_detail`: top client IPs
 * - `isp_detail`: carrier data
 * - `top_path_detail`: top paths
 * - `uv`: unique visitors
 *
 * Evidence: documented (CreateExportTask, 2026-09-28); sdk (2026-10-22)
 */
export type Action = "reports_detail" | "top_url_detail" | "top_ua_detail" | "top_referer_detail" | "top_ip_detail" | "isp_detail" | "top_path_detail" | "uv";
/**
 * Kind of data that can be limited to a country.
 *
 * Values:
 * - `reports_detail`: basic CDR data
 * - `top_ua_detail`: top user agents
 * - `top_referer_detail`: top referers
 * - `top_ip_detail`: top client IPs
 * - `top_path_detail`: top paths
 * - `uv`: unique visitors
 *
 * Evidence: sdk (2026-10-22, country is not sent for carrier data and top-URL data)
 */
export type RegionalAction = "reports_detail" | "top_ua_detail" | "top_referer_detail" | "top_ip_detail" | "top_path_detail" | "uv";
/**
 * Domain names, separated by commas, or `all` for every domain of the account. No maximum is documented.
 *
 * Evidence: documented (CreateExportTask, 2026-09-28)
 */
export type DomainName = string;
/**
 * Start of the period, inclusive.
 *
 * Unit: milliseconds since the epoch. Range: at least 0.
 *
 * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
 */
export type StartTime = number;
/**
 * End of the period, exclusive.
 *
 * Unit: milliseconds since the epoch. Range: at least 0.
 *
 * Evidence: documented (CreateExportTask, 2026-09-28); inferred (half open, as in the query APIs)
 */
export type EndTime = number;
/**
 * Time between data points. A period of more than 90 days requires 3600.
 *
 * Unit: seconds.
 * Values:
 * - `300`: five minutes
 * - `3600`: one hour
 *
 * Evidence: sdk (2026-10-22)
 */
export type Interval = [300, 3600][number];
/**
 * `domain` returns separate rows for each domain. By default, the domains are added up.
 *
 * Values:
 * - `domain`: by domain
 *
 * Evidence: sdk (2026-10-22)
 */
export type GroupBy = "domain";
/**
 * Where the traffic was served.
 *
 * Values:
 * - `mainland_china`: mainland China
 * - `outside_mainland_china`: outside mainland China
 * - `global`: worldwide
 *
 * Evidence: sdk (2026-10-22)
 * @default mainland_china
 */
export type ServiceArea = ["mainland_china", "outside_mainland_china", "global"][number];
/**
 * What is counted. Which actions need it is unknown.
 *
 * Values:
 * - `flux`: traffic
 * - `req_num`: requests
 *
 * Evidence: sdk (2026-10-22)
 */
export type StatType = ["flux", "req_num"][number];
/**
 * Country codes, separated by commas, or `all`. The published list is incomplete, so any code is accepted.
 *
 * Known values (others are accepted): `cn` China, `ae` United Arab Emirates, `au` Australia, `br` Brazil, `ca` Canada, `ch` Switzerland, `de` Germany, `es` Spain, `fr` France, `gb` United Kingdom, `id` Indonesia, `il` Israel, `in` India, `it` Italy, `jp` Japan, `kr` South Korea, `mx` Mexico, `my` Malaysia, `nl` Netherlands, `no` Norway, `ph` Philippines, `qa` Qatar, `sa` Saudi Arabia, `se` Sweden, `sg` Singapore, `th` Thailand, `us` United States, `vn` Vietnam, `za` South Africa, `nz` New Zealand, `tr` Türkiye, `ie` Ireland, `pk` Pakistan, `ar` Argentina, `eg` Egypt, `qita` Others, `all` every country.
 *
 * Evidence: sdk (2026-10-22); documented (cdn_02_0089, no date, codes)
 */
export type Country = "cn" | "ae" | "au" | "br" | "ca" | "ch" | "de" | "es" | "fr" | "gb" | "id" | "il" | "in" | "it" | "jp" | "kr" | "mx" | "my" | "nl" | "no" | "ph" | "qa" | "sa" | "se" | "sg" | "th" | "us" | "vn" | "za" | "nz" | "tr" | "ie" | "pk" | "ar" | "eg" | "qita" | "all" | (string & {});
/**
 * The country whose provinces can be selected.
 *
 * Evidence: sdk (2026-10-22)
 * @constant
 */
export type China = "cn";
/**
 * Codes of provinces of China, separated by commas, or `all`.
 *
 * Known values (others are accepted): `anhui` Anhui, `beijing` Beijing, `chongqing` Chongqing, `fujian` Fujian, `gansu` Gansu, `guangdong` Guangdong, `guangxi` Guangxi, `guizhou` Guizhou, `hainan` Hainan, `hebei` Hebei, `heilongjiang` Heilongjiang, `henan` Henan, `hubei` Hubei, `hunan` Hunan, `jiangsu` Jiangsu, `jiangxi` Jiangxi, `jilin` Jilin, `liaoning` Liaoning, `neimenggu` Inner Mongolia, `ningxia` Ningxia, `qinghai` Qinghai, `shaanxi` Shaanxi, `shandong` Shandong, `shanghai` Shanghai, `shanxi` Shanxi, `sichuan` Sichuan, `tianjin` Tianjin, `xinjiang` Xinjiang, `xizang` Xizang, `yunnan` Yunnan, `zhejiang` Zhejiang, `gangaotai` Hong Kong, Macao and Taiwan (China), `qita` Others, `all` every province.
 *
 * Evidence: sdk (2026-10-22); documented (cdn_02_0074, no date, codes); documented (CreateExportTask, 2026-01-09, several by commas, which newer editions no longer say)
 */
export type Province = "anhui" | "beijing" | "chongqing" | "fujian" | "gansu" | "guangdong" | "guangxi" | "guizhou" | "hainan" | "hebei" | "heilongjiang" | "henan" | "hubei" | "hunan" | "jiangsu" | "jiangxi" | "jilin" | "liaoning" | "neimenggu" | "ningxia" | "qinghai" | "shaanxi" | "shandong" | "shanghai" | "shanxi" | "sichuan" | "tianjin" | "xinjiang" | "xizang" | "yunnan" | "zhejiang" | "gangaotai" | "qita" | "all" | (string & {});
/**
 * Carrier code, or `all`.
 *
 * Known values (others are accepted):
 * - `dianxin`: China Telecom
 * - `yidong`: China Mobile
 * - `liantong`: China Unicom
 * - `tietong`: China Tietong
 * - `jiaoyuwang`: CERNET
 * - `pengboshi`: Dr. Peng
 * - `qita`: Others
 * - `all`: every carrier
 *
 * Evidence: sdk (2026-10-22); inferred (that the codes of cdn_02_0075, 2025-04-25, apply)
 */
export type Isp = "dianxin" | "yidong" | "liantong" | "tietong" | "jiaoyuwang" | "pengboshi" | "qita" | "all" | (string & {});
/**
 * Language of the file.
 *
 * Values:
 * - `zh`: Chinese
 * - `en`: English
 *
 * Evidence: sdk (2026-10-22); inferred (that it concerns the headings)
 * @default zh
 */
export type Language = ["zh", "en"][number];
/**
 * One page of the list.
 *
 * Evidence: documented (ListExportTasks, 2026-08-12); sdk (2026-10-22, every field optional)
 */
export interface ExportTaskList {
    /**
     * Number of export tasks. Whether it counts before or after filtering is unknown.
     *
     * Unit: tasks.
     *
     * Evidence: documented (ListExportTasks, 2026-08-12)
     */
    total?: number;
    /**
     * The tasks, most recently changed first.
     *
     * Evidence: documented (ListExportTasks, 2026-08-12)
     */
    data?: ExportTask[];
}
/**
 * An export task. It does not include the request that created it.
 *
 * Evidence: documented (ListExportTasks, 2026-08-12); sdk (2026-10-22)
 */
export interface ExportTask {
    /**
     * ID of the task. The documented example has 32 lower-case hexadecimal digits.
     *
     * Evidence: documented (ListExportTasks, 2026-08-12)
     */
    task_id?: string;
    /**
     * Name, assigned by the service. Documented as a string, but the example shows a number.
     *
     * Evidence: documented (ListExportTasks, 2026-08-12); seen (the page's example, a number)
     */
    task_name?: string | number;
    /**
     * State of the task. Only the two final states are documented.
     *
     * Known values (others are accepted):
     * - `success`: the file can be downloaded
     * - `fail`: the task has failed
     *
     * Evidence: documented (ListExportTasks, 2026-08-12); unknown (states in between)
     */
    status?: "success" | "fail" | (string & {});
    /**
     * URL of the file, once the status is `success`. Its host, its lifetime and the file type are unknown.
     *
     * Evidence: documented (ListExportTasks, 2026-08-12)
     */
    download_link?: string;
    /**
     * When the task was created.
     *
     * Unit: milliseconds since the epoch.
     *
     * Evidence: documented (ListExportTasks, 2026-08-12)
     */
    create_time?: number;
    /**
     * When the task last changed.
     *
     * Unit: milliseconds since the epoch.
     *
     * Evidence: documented (ListExportTasks, 2026-08-12)
     */
    update_time?: number;
}
/**
 * An error, in the service's or the gateway's shape.
 *
 * Evidence: documented (ErrorCode, no date); documented (devg-apisign, 2025-10-20)
 */
export type ErrorBody = ServiceError | GatewayError;
/**
 * An error of the CDN service.
 *
 * Evidence: documented (CreateExportTask, 2026-09-28); sdk (2026-10-22)
 */
export interface ServiceError {
    /**
     * Code and message.
     *
     * Evidence: documented (CreateExportTask, 2026-09-28); sdk (2026-10-22)
     */
    error: {
        /**
         * Code, such as `CDN.0001`. Programs should check this.
         *
         * Evidence: documented (ErrorCode, no date)
         */
        error_code: string;
        /**
         * Text for people. The same code can have different texts.
         *
         * Evidence: documented (ErrorCode, no date)
         */
        error_msg: string;
    };
}
/**
 * An error of the API gateway in front of the service.
 *
 * Evidence: documented (devg-apisign, 2025-10-20)
 */
export interface GatewayError {
    /**
     * Code, such as `APIGW.0301`. Older gateways write `APIG.`.
     *
     * Evidence: documented (devg-apisign, 2025-10-20)
     */
    error_code: string;
    /**
     * Text for people.
     *
     * Evidence: documented (devg-apisign, 2025-10-20)
     */
    error_msg: string;
    /**
     * ID of the request, as in the header `X-Request-Id`.
     *
     * Evidence: seen (public error reports)
     */
    request_id?: string;
}
/** All paths with their operations, for `createClient<paths>()` of openapi-fetch. */
export interface paths {
    /** The operations of `/v1/cdn/statistics/export-tasks`. */
    "/v1/cdn/statistics/export-tasks": {
        /** Parameters by their place in the request. */
        parameters: {
            /** None. */
            query?: never;
            /** None. */
            header?: never;
            /** None. */
            path?: never;
            /** None. */
            cookie?: never;
        };
        /**
         * List export tasks
         * Lists the account's tasks by modification time, newest first. A task that changes state moves to the top, so
         * paging by offset isn't stable while tasks run. A task doesn't include its action, domains or period.
         * Errors may arrive with HTTP 200 and an `error` object: check the body, not the status.
         */
        get: operations["listExportTasks"];
        /** None. */
        put?: never;
        /**
         * Create an export task
         * Starts an asynchronous export. The response has no task ID: find the task with `listExportTasks`.
         * For the areas `mainland_china` and `global`, domains need an ICP licence.
         * The page's example body has `task_id`, `task_name`, `limit` and `offset`, which its table of fields doesn't have.
         * There's no idempotency key, so a repeated call creates a second task.
         * Errors may arrive with HTTP 200 and an `error` object: check the body, not the status.
         */
        post: operations["createExportTask"];
        /** None. */
        delete?: never;
        /** None. */
        options?: never;
        /** None. */
        head?: never;
        /** None. */
        patch?: never;
        /** None. */
        trace?: never;
    };
}
/** Empty: the service has no webhooks. */
export type webhooks = Record<string, never>;
/** The schemas, parameters, headers and responses of the spec by name. */
export interface components {
    /** Types by the names of their schemas. */
    schemas: {
        /** The type `ExportTaskRequest`. */
        ExportTaskRequest: ExportTaskRequest;
        /** The type `WorldwideExport`. */
        WorldwideExport: WorldwideExport;
        /** The type `CountryExport`. */
        CountryExport: CountryExport;
        /** The type `ProvinceExport`. */
        ProvinceExport: ProvinceExport;
        /** The type `Action`. */
        Action: Action;
        /** The type `RegionalAction`. */
        RegionalAction: RegionalAction;
        /** The type `DomainName`. */
        DomainName: DomainName;
        /** The type `StartTime`. */
        StartTime: StartTime;
        /** The type `EndTime`. */
        EndTime: EndTime;
        /** The type `Interval`. */
        Interval: Interval;
        /** The type `GroupBy`. */
        GroupBy: GroupBy;
        /** The type `ServiceArea`. */
        ServiceArea: ServiceArea;
        /** The type `StatType`. */
        StatType: StatType;
        /** The type `Country`. */
        Country: Country;
        /** The type `China`. */
        China: China;
        /** The type `Province`. */
        Province: Province;
        /** The type `Isp`. */
        Isp: Isp;
        /** The type `Language`. */
        Language: Language;
        /** The type `ExportTaskList`. */
        ExportTaskList: ExportTaskList;
        /** The type `ExportTask`. */
        ExportTask: ExportTask;
        /** The type `ErrorBody`. */
        ErrorBody: ErrorBody;
        /** The type `ServiceError`. */
        ServiceError: ServiceError;
        /** The type `GatewayError`. */
        GatewayError: GatewayError;
    };
    /** Responses by HTTP status, or by name. */
    responses: {
        /**
         * The service returns a nested object, the gateway in front of it a flat one. HTTP 200 is documented for CDN.0005,
         * CDN.0015, CDN.0016 and the groups 01, 02 and 04; other codes of group 00 have 400, 401, 403, 404 or 500. The
         * request ID is in the header `X-Request-Id`.
         */
        Error: {
            /** Headers by name. */
            headers: {
                /** ID of the request. Quote it to support. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            /** Bodies by media type. */
            content: {
                /** Body in JSON. */
                "application/json": ErrorBody;
            };
        };
    };
    /** None. */
    parameters: never;
    /** None. */
    requestBodies: never;
    /** None. */
    headers: never;
    /** None. */
    pathItems: never;
}
/** Empty: the spec has no definitions outside `components`. */
export type $defs = Record<string, never>;
/** All operations by `operationId`: parameters, body, responses. */
export interface operations {
    /** List export tasks. */
    listExportTasks: {
        /** Parameters by their place in the request. */
        parameters: {
            /** Parameters in the query. */
            query?: {
                /**
                 * Tasks per page.
                 *
                 * Unit: tasks. Range: 0 to 100.
                 *
                 * Evidence: documented (ListExportTasks, 2026-08-12); unknown (the effect of 0)
                 * @default 10
                 */
                limit?: number;
                /**
                 * Tasks to skip. It counts tasks, not pages.
                 *
                 * Unit: tasks. Range: at least 0.
                 *
                 * Evidence: documented (ListExportTasks, 2026-08-12)
                 * @default 0
                 */
                offset?: number;
                /**
                 * Only the task with this ID. Editions before 2026-08 call it mandatory.
                 *
                 * Evidence: documented (ListExportTasks, 2026-08-12); inferred (an empty value filters nothing, because the official Go SDK sends it)
                 */
                task_id?: string;
                /**
                 * Only tasks with this name. Editions before 2026-08 call it mandatory; whether it matches exactly is unknown.
                 *
                 * Evidence: documented (ListExportTasks, 2026-08-12); inferred (an empty value filters nothing, because the official Go SDK sends it)
                 */
                task_name?: string;
            };
            /** None. */
            header?: never;
            /** None. */
            path?: never;
            /** None. */
            cookie?: never;
        };
        /** None. */
        requestBody?: never;
        /** Responses by HTTP status, or by name. */
        responses: {
            /** One page of tasks. A body with an `error` object is a failure. */
            200: {
                /** Headers by name. */
                headers: {
                    [name: string]: unknown;
                };
                /** Bodies by media type. */
                content: {
                    /** Body in JSON. */
                    "application/json": ExportTaskList;
                };
            };
            /** Response with any other HTTP status. */
            default: components["responses"]["Error"];
        };
    };
    /** Create an export task. */
    createExportTask: {
        /** Parameters by their place in the request. */
        parameters: {
            /** None. */
            query?: never;
            /** None. */
            header?: never;
            /** None. */
            path?: never;
            /** None. */
            cookie?: never;
        };
        /** Body of the request. */
        requestBody?: {
            /** Bodies by media type. */
            content: {
                /** Body in JSON. */
                "application/json": ExportTaskRequest;
            };
        };
        /** Responses by HTTP status, or by name. */
        responses: {
            /**
             * The task was accepted. No content is documented: accept an empty body, `{}` and unknown JSON, and use a
             * `task_id` if one appears. A body with an `error` object is a failure.
             */
            200: {
                /** Headers by name. */
                headers: {
                    [name: string]: unknown;
                };
                /** None. */
                content?: never;
            };
            /** Response with any other HTTP status. */
            default: components["responses"]["Error"];
        };
    };
}
