// Generated from spec/ by `npm run generate`. Do not edit.
/** Version of the spec, as in its `info`. */
export const SPEC_VERSION = "1.0.0";
/** SHA-256 of all files in `spec/` that describe the service. */
export const SPEC_SHA256 = "e484f9f889d7004cc58e3c886742c1745c714f02cd21fd179f6640485bc31305";

/** The `operationId` of an operation of the spec. */
export type OperationId = keyof typeof operations;

/**
 * Method, path, documented statuses, parameters and body fields of each operation. `values` of a field that is
 * `open` are the known ones. `minimum` and `maximum` are inclusive. `default` is the service's default. A list in a
 * query has its `style` and `explode`. An operation without parameters in its path or headers lacks
 * `pathParameters` or `headers`, and one whose body is optional lacks `bodyRequired`.
 */
export const operations = {
  "createExportTask": {
    "method": "POST",
    "path": "/v1/cdn/statistics/export-tasks",
    "summary": "Create an export task",
    "responses": [
      "200",
      "default"
    ],
    "query": {},
    "body": {
      "action": {
        "type": "string",
        "description": "Kind of data.",
        "values": [
          "reports_detail",
          "top_url_detail",
          "top_ua_detail",
          "top_referer_detail",
          "top_ip_detail",
          "isp_detail",
          "top_path_detail",
          "uv"
        ]
      },
      "domain_name": {
        "type": "string",
        "description": "Domain names, separated by commas, or `all` for every domain of the account. No maximum is documented."
      },
      "start_time": {
        "type": "integer",
        "description": "Start of the period, inclusive.",
        "unit": "milliseconds since the epoch",
        "minimum": 0
      },
      "end_time": {
        "type": "integer",
        "description": "End of the period, exclusive.",
        "unit": "milliseconds since the epoch",
        "minimum": 0
      },
      "interval": {
        "type": "integer",
        "description": "Time between data points. A period of more than 90 days requires 3600.",
        "unit": "seconds",
        "values": [
          300,
          3600
        ]
      },
      "group_by": {
        "type": "string",
        "description": "`domain` returns separate rows for each domain. By default, the domains are added up.",
        "values": [
          "domain"
        ]
      },
      "service_area": {
        "type": "string",
        "description": "Where the traffic was served.",
        "default": "mainland_china",
        "values": [
          "mainland_china",
          "outside_mainland_china",
          "global"
        ]
      },
      "stat_type": {
        "type": "string",
        "description": "What is counted. Which actions need it is unknown.",
        "values": [
          "flux",
          "req_num"
        ]
      },
      "isp": {
        "type": "string",
        "description": "Carrier code, or `all`.",
        "values": [
          "dianxin",
          "yidong",
          "liantong",
          "tietong",
          "jiaoyuwang",
          "pengboshi",
          "qita",
          "all"
        ],
        "open": true
      },
      "language": {
        "type": "string",
        "description": "Language of the file.",
        "default": "zh",
        "values": [
          "zh",
          "en"
        ]
      },
      "country": {
        "type": "string",
        "description": "Country codes, separated by commas, or `all`. The published list is incomplete, so any code is accepted.",
        "values": [
          "cn",
          "ae",
          "au",
          "br",
          "ca",
          "ch",
          "de",
          "es",
          "fr",
          "gb",
          "id",
          "il",
          "in",
          "it",
          "jp",
          "kr",
          "mx",
          "my",
          "nl",
          "no",
          "ph",
          "qa",
          "sa",
          "se",
          "sg",
          "th",
          "us",
          "vn",
          "za",
          "nz",
          "tr",
          "ie",
          "pk",
          "ar",
          "eg",
          "qita",
          "all"
        ],
        "open": true
      },
      "province": {
        "type": "string",
        "description": "Codes of provinces of China, separated by commas, or `all`.",
        "values": [
          "anhui",
          "beijing",
          "chongqing",
          "fujian",
          "gansu",
          "guangdong",
          "guangxi",
          "guizhou",
          "hainan",
          "hebei",
          "heilongjiang",
          "henan",
          "hubei",
          "hunan",
          "jiangsu",
          "jiangxi",
          "jilin",
          "liaoning",
          "neimenggu",
          "ningxia",
          "qinghai",
          "shaanxi",
          "shandong",
          "shanghai",
          "shanxi",
          "sichuan",
          "tianjin",
          "xinjiang",
          "xizang",
          "yunnan",
          "zhejiang",
          "gangaotai",
          "qita",
          "all"
        ],
        "open": true
      }
    }
  },
  "listExportTasks": {
    "method": "GET",
    "path": "/v1/cdn/statistics/export-tasks",
    "summary": "List export tasks",
    "responses": [
      "200",
      "default"
    ],
    "query": {
      "limit": {
        "type": "integer",
        "description": "Tasks per page.",
        "unit": "tasks",
        "minimum": 0,
        "maximum": 100,
        "default": 10
      },
      "offset": {
        "type": "integer",
        "description": "Tasks to skip. It counts tasks, not pages.",
        "unit": "tasks",
        "minimum": 0,
        "default": 0
      },
      "task_id": {
        "type": "string",
        "description": "Only the task with this ID. Editions before 2026-08 call it mandatory."
      },
      "task_name": {
        "type": "string",
        "description": "Only tasks with this name. Editions before 2026-08 call it mandatory; whether it matches exactly is unknown."
      }
    },
    "body": {}
  }
} as const;
