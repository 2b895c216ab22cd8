// The JSON of every route, for the server and the page. The page shows what is here, and computes nothing.
//
// Every answer is JSON, except for `*.csv`, `/api/events` (server-sent events) and the page's own files. A request needs the session's
// cookie. A POST also needs `content-type: application/json` and this origin. A failure is an `ApiFailure` with status 4xx or 5xx.
//
// | route                              | parameters          | answer                                                     |
// | ---------------------------------- | ------------------- | ---------------------------------------------------------- |
// | GET /api/folder                    |                     | `Folder`                                                   |
// | GET /api/overview[.csv]            | `OverviewQuery`     | `Overview`                                                 |
// | GET /api/tops[.csv]                | `TopsQuery`         | `Tops`                                                     |
// | GET /api/completeness[.csv]        | `PeriodQuery`       | `Completeness`                                             |
// | GET /api/files[.csv]               |                     | `Files`                                                    |
// | GET /api/rows                      | `RowsQuery`         | `Rows`                                                     |
// | POST /api/bill                     | body `BillRequest`  | `BillReport`                                               |
// | GET /api/bill.csv                  | `month`             | csv                                                        |
// | GET /api/form                      |                     | `Form`                                                     |
// | POST /api/preview                  | body `CreateBody`   | `Preview`                                                  |
// | GET /api/tasks                     |                     | `Exchange`: one call that lists tasks                      |
// | GET /api/jobs                      |                     | `Jobs`                                                     |
// | POST /api/jobs                     | body `NewJob`       | `Job`, with status 201                                     |
// | GET /api/jobs/ID                   |                     | `JobDetail`                                                |
// | POST /api/jobs/ID/stop             | body `{}`           | `Job`                                                      |
// | POST /api/jobs/ID/resume           | body `{}`           | `Job`                                                      |
// | POST /api/jobs/ID/dismiss          | body `{}`           | `Jobs`: removes a job that has ended from the list         |
// | GET /api/events                    |                     | events `folder` (`Folder`), `job` (`Job`), `data` (`DataChanged`) |
//
// Any other path without a dot returns the page, so every view can have a URL.
export type {
  Action,
  Amount,
  ApiFailure,
  Area,
  Domains,
  Failure,
  Figure,
  NamedCode,
  Text,
} from "./contract/base.ts";
export type { AreaBill, BillReport, BillRequest, Invoice } from "./contract/bill.ts";
export type {
  ActionCalendar,
  CalendarDay,
  CalendarWindow,
  Completeness,
  WindowState,
} from "./contract/completeness.ts";
export type {
  CreateBody,
  FieldFinding,
  Form,
  FormField,
  Header,
  Preview,
  Sample,
  SampleLanguage,
  SignedRequest,
} from "./contract/explorer.ts";
export type { Files, Rows, RowsQuery, SavedFile } from "./contract/files.ts";
export type { DataChanged, Dataset, FileProblem, Folder } from "./contract/folder.ts";
export type { Exchange, Job, JobDetail, Jobs, NewJob } from "./contract/jobs.ts";
export type {
  BandwidthAt,
  Bucket,
  Figures,
  Gap,
  Growth,
  Measure,
  Overview,
  OverviewQuery,
  Series,
} from "./contract/overview.ts";
export type { TopList, Tops, TopsQuery } from "./contract/tops.ts";
