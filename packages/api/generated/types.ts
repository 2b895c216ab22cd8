// Generated from spec/ by `npm run generate`. Do not edit.
export interface paths {
    "/v1/cdn/statistics/export-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List export tasks
         * @description Tasks of the account, by modification time, newest first: a task that changes state moves to the top, so paging
         *     by offset is not stable while tasks run. A task shows neither its action nor its domains nor its period.
         *     Errors may arrive with HTTP 200 and an `error` object: decide by the body, not by the status.
         */
        get: operations["listExportTasks"];
        put?: never;
        /**
         * Create an export task
         * @description Starts an asynchronous export. The answer holds no task id: the task must be found with `listExportTasks`.
         *     There is no idempotency key, so a repeated call makes a second task.
         *     Errors may arrive with HTTP 200 and an `error` object: decide by the body, not by the status.
         */
        post: operations["createExportTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What to export. Every field is optional for the service. */
        ExportTaskRequest: components["schemas"]["WorldwideExport"] | components["schemas"]["CountryExport"] | components["schemas"]["ProvinceExport"];
        /** @description An export that names no country and no province. Any action. */
        WorldwideExport: {
            /**
             * @description Kind of data.
             *     - `reports_detail`: basic CDR data
             *     - `top_url_detail`: top URLs
             *     - `top_ua_detail`: top user agents
             *     - `top_referer_detail`: top referers
             *     - `top_ip_detail`: top client IPs
             *     - `isp_detail`: carrier data
             *     - `top_path_detail`: top paths
             *     - `uv`: unique visitors
             */
            action?: components["schemas"]["Action"];
            /** @description Domain names, separated by commas; `all` stands for every domain of the account. No maximum is documented. */
            domain_name?: components["schemas"]["DomainName"];
            /** @description Start of the period, inclusive, in milliseconds since the epoch. */
            start_time?: components["schemas"]["StartTime"];
            /** @description End of the period, exclusive, in milliseconds since the epoch. */
            end_time?: components["schemas"]["EndTime"];
            /** @description Distance of the points in seconds. A period of more than 90 days takes 3600 only. */
            interval?: components["schemas"]["Interval"];
            /** @description `domain` gives each domain rows of its own. Left out, domains are summed. */
            group_by?: components["schemas"]["GroupBy"];
            /** @description Where the traffic was served. The service takes `mainland_china` when it is left out. */
            service_area?: components["schemas"]["ServiceArea"];
            /**
             * @description What is counted. Which actions need it is unknown.
             *     - `flux`: traffic
             *     - `req_num`: requests
             */
            stat_type?: components["schemas"]["StatType"];
            /** @description Carriers. */
            isp?: components["schemas"]["Isp"];
            /**
             * @description Language of the file. The service takes `zh` when it is left out.
             *     - `zh`: Chinese
             *     - `en`: English
             */
            language?: components["schemas"]["Language"];
            country?: never;
            province?: never;
        };
        /** @description An export for some countries. Any action but carrier data and top URLs. */
        CountryExport: {
            /**
             * @description Kind of data, of those that take a country.
             *     - `reports_detail`: basic CDR data
             *     - `top_ua_detail`: top user agents
             *     - `top_referer_detail`: top referers
             *     - `top_ip_detail`: top client IPs
             *     - `top_path_detail`: top paths
             *     - `uv`: unique visitors
             */
            action?: components["schemas"]["RegionalAction"];
            /** @description Domain names, separated by commas; `all` stands for every domain of the account. No maximum is documented. */
            domain_name?: components["schemas"]["DomainName"];
            /** @description Start of the period, inclusive, in milliseconds since the epoch. */
            start_time?: components["schemas"]["StartTime"];
            /** @description End of the period, exclusive, in milliseconds since the epoch. */
            end_time?: components["schemas"]["EndTime"];
            /** @description Distance of the points in seconds. A period of more than 90 days takes 3600 only. */
            interval?: components["schemas"]["Interval"];
            /** @description `domain` gives each domain rows of its own. Left out, domains are summed. */
            group_by?: components["schemas"]["GroupBy"];
            /** @description Where the traffic was served. The service takes `mainland_china` when it is left out. */
            service_area?: components["schemas"]["ServiceArea"];
            /**
             * @description What is counted. Which actions need it is unknown.
             *     - `flux`: traffic
             *     - `req_num`: requests
             */
            stat_type?: components["schemas"]["StatType"];
            /** @description Country codes, separated by commas, or `all`. The published list is partial, so any code passes. */
            country: components["schemas"]["Country"];
            /** @description Carriers. */
            isp?: components["schemas"]["Isp"];
            /**
             * @description Language of the file. The service takes `zh` when it is left out.
             *     - `zh`: Chinese
             *     - `en`: English
             */
            language?: components["schemas"]["Language"];
            province?: never;
        };
        /** @description An export for some provinces of China. `country` must be `cn`. Any action but carrier data and top URLs. */
        ProvinceExport: {
            /**
             * @description Kind of data, of those that take a country.
             *     - `reports_detail`: basic CDR data
             *     - `top_ua_detail`: top user agents
             *     - `top_referer_detail`: top referers
             *     - `top_ip_detail`: top client IPs
             *     - `top_path_detail`: top paths
             *     - `uv`: unique visitors
             */
            action?: components["schemas"]["RegionalAction"];
            /** @description Domain names, separated by commas; `all` stands for every domain of the account. No maximum is documented. */
            domain_name?: components["schemas"]["DomainName"];
            /** @description Start of the period, inclusive, in milliseconds since the epoch. */
            start_time?: components["schemas"]["StartTime"];
            /** @description End of the period, exclusive, in milliseconds since the epoch. */
            end_time?: components["schemas"]["EndTime"];
            /** @description Distance of the points in seconds. A period of more than 90 days takes 3600 only. */
            interval?: components["schemas"]["Interval"];
            /** @description `domain` gives each domain rows of its own. Left out, domains are summed. */
            group_by?: components["schemas"]["GroupBy"];
            /** @description Where the traffic was served. The service takes `mainland_china` when it is left out. */
            service_area?: components["schemas"]["ServiceArea"];
            /**
             * @description What is counted. Which actions need it is unknown.
             *     - `flux`: traffic
             *     - `req_num`: requests
             */
            stat_type?: components["schemas"]["StatType"];
            /** @description Provinces belong to China. */
            country: components["schemas"]["China"];
            /** @description Codes of provinces of China, separated by commas, or `all`. */
            province: components["schemas"]["Province"];
            /** @description Carriers. */
            isp?: components["schemas"]["Isp"];
            /**
             * @description Language of the file. The service takes `zh` when it is left out.
             *     - `zh`: Chinese
             *     - `en`: English
             */
            language?: components["schemas"]["Language"];
        };
        /**
         * @description Kind of data.
         * @enum {string}
         */
        Action: "reports_detail" | "top_url_detail" | "top_ua_detail" | "top_referer_detail" | "top_ip_detail" | "isp_detail" | "top_path_detail" | "uv";
        /**
         * @description Kind of data, of those that take a country.
         * @enum {string}
         */
        RegionalAction: "reports_detail" | "top_ua_detail" | "top_referer_detail" | "top_ip_detail" | "top_path_detail" | "uv";
        /** @description Domain names, separated by commas; `all` stands for every domain of the account. No maximum is documented. */
        DomainName: string;
        /**
         * Format: int64
         * @description Start of the period, inclusive, in milliseconds since the epoch.
         */
        StartTime: number;
        /**
         * Format: int64
         * @description End of the period, exclusive, in milliseconds since the epoch.
         */
        EndTime: number;
        /**
         * Format: int64
         * @description Distance of the points in seconds. A period of more than 90 days takes 3600 only.
         * @enum {integer}
         */
        Interval: 300 | 3600;
        /**
         * @description `domain` gives each domain rows of its own. Left out, domains are summed.
         * @enum {string}
         */
        GroupBy: "domain";
        /**
         * @description Where the traffic was served. The service takes `mainland_china` when it is left out.
         * @enum {string}
         */
        ServiceArea: "mainland_china" | "outside_mainland_china" | "global";
        /**
         * @description What is counted. Which actions need it is unknown.
         * @enum {string}
         */
        StatType: "flux" | "req_num";
        /** @description Country codes, separated by commas, or `all`. The published list is partial, so any code passes. */
        Country: "cn" | "ae" | "au" | "br" | "ca" | "ch" | "de" | "es" | "fr" | "gb" | "id" | "il" | "in" | "it" | "jp" | "kr" | "mx" | "my" | "nl" | "no" | "ph" | "qa" | "sa" | "se" | "sg" | "th" | "us" | "vn" | "za" | "nz" | "tr" | "ie" | "pk" | "ar" | "eg" | "qita" | "all" | (string & {});
        /**
         * @description Provinces belong to China.
         * @constant
         */
        China: "cn";
        /** @description Codes of provinces of China, separated by commas, or `all`. */
        Province: "anhui" | "beijing" | "chongqing" | "fujian" | "gansu" | "guangdong" | "guangxi" | "guizhou" | "hainan" | "hebei" | "heilongjiang" | "henan" | "hubei" | "hunan" | "jiangsu" | "jiangxi" | "jilin" | "liaoning" | "neimenggu" | "ningxia" | "qinghai" | "shaanxi" | "shandong" | "shanghai" | "shanxi" | "sichuan" | "tianjin" | "xinjiang" | "xizang" | "yunnan" | "zhejiang" | "gangaotai" | "qita" | "all" | (string & {});
        /** @description Carriers. */
        Isp: "dianxin" | "yidong" | "liantong" | "tietong" | "jiaoyuwang" | "pengboshi" | "qita" | "all" | (string & {});
        /**
         * @description Language of the file. The service takes `zh` when it is left out.
         * @enum {string}
         */
        Language: "zh" | "en";
        /** @description One page of the list. */
        ExportTaskList: {
            /**
             * Format: int32
             * @description Number of export tasks. Whether it counts before or after filtering is unknown.
             */
            total?: number;
            /** @description The tasks, last changed first. */
            data?: components["schemas"]["ExportTask"][];
        };
        /** @description A task. What was asked of it is not returned. */
        ExportTask: {
            /** @description Id of the task; the example has 32 lower-case hexadecimal digits. */
            task_id?: string;
            /** @description Name, given by the service. Declared a string, shown as a bare number. */
            task_name?: string | number;
            /**
             * @description State of the task. Only the two final states are documented.
             *     - `success`: the file can be downloaded
             *     - `fail`: the task has failed
             */
            status?: "success" | "fail" | (string & {});
            /** @description Where the file is, once the status is `success`. Host, lifetime and type of file are unknown. */
            download_link?: string;
            /**
             * Format: int64
             * @description When the task was created, in milliseconds since the epoch.
             */
            create_time?: number;
            /**
             * Format: int64
             * @description When the task last changed, in milliseconds since the epoch.
             */
            update_time?: number;
        };
        /** @description An error, in the service's or the gateway's shape. */
        ErrorBody: components["schemas"]["ServiceError"] | components["schemas"]["GatewayError"];
        /** @description An error of the CDN service. */
        ServiceError: {
            /** @description Code and message. */
            error: {
                /** @description Code, as `CDN.0001`. Decide by it. */
                error_code: string;
                /** @description Text for people; it varies for one code. */
                error_msg: string;
            };
        };
        /** @description An error of the API gateway in front of the service. */
        GatewayError: {
            /** @description Code, as `APIGW.0301`; older gateways write `APIG.`. */
            error_code: string;
            /** @description Text for people. */
            error_msg: string;
            /** @description The same as the header `X-Request-Id`. */
            request_id?: string;
        };
    };
    responses: {
        /**
         * @description The service answers with a nested object, the gateway in front of it with a flat one. Service errors of the groups
         *     00, 01, 02 and 04 are documented with HTTP 200. The request id is in the header `X-Request-Id`.
         */
        Error: {
            headers: {
                /** @description Quote it to the support desk. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ExportTaskRequest = components['schemas']['ExportTaskRequest'];
export type WorldwideExport = components['schemas']['WorldwideExport'];
export type CountryExport = components['schemas']['CountryExport'];
export type ProvinceExport = components['schemas']['ProvinceExport'];
export type Action = components['schemas']['Action'];
export type RegionalAction = components['schemas']['RegionalAction'];
export type DomainName = components['schemas']['DomainName'];
export type StartTime = components['schemas']['StartTime'];
export type EndTime = components['schemas']['EndTime'];
export type Interval = components['schemas']['Interval'];
export type GroupBy = components['schemas']['GroupBy'];
export type ServiceArea = components['schemas']['ServiceArea'];
export type StatType = components['schemas']['StatType'];
export type Country = components['schemas']['Country'];
export type China = components['schemas']['China'];
export type Province = components['schemas']['Province'];
export type Isp = components['schemas']['Isp'];
export type Language = components['schemas']['Language'];
export type ExportTaskList = components['schemas']['ExportTaskList'];
export type ExportTask = components['schemas']['ExportTask'];
export type ErrorBody = components['schemas']['ErrorBody'];
export type ServiceError = components['schemas']['ServiceError'];
export type GatewayError = components['schemas']['GatewayError'];
export type ResponseError = components['responses']['Error'];
export type $defs = Record<string, never>;
export interface operations {
    listExportTasks: {
        parameters: {
            query?: {
                /** @description Tasks a page. */
                limit?: number;
                /** @description Rows to skip (rows, not pages). */
                offset?: number;
                /** @description Only the task with this id. Editions before 2026-08 call it mandatory. */
                task_id?: string;
                /** @description Only tasks with this name. Editions before 2026-08 call it mandatory; whether it matches exactly is unknown. */
                task_name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of tasks. A body with an `error` object is a failure all the same. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportTaskList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createExportTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ExportTaskRequest"];
            };
        };
        responses: {
            /**
             * @description The task was accepted. No content is documented; accept an empty body, `{}` and unknown JSON, and use a
             *     `task_id` should one ever appear. A body with an `error` object is a failure all the same.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
}
