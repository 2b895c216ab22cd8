export type { Api } from "./call/api.ts";
export type { Endpoint } from "./call/endpoint.ts";
export { baseUrl } from "./call/endpoint.ts";
export type { Hooks, ReceivedResponse, Retry, SentRequest } from "./call/hooks.ts";
export type { ClientOptions, ExportClient } from "./client.ts";
export { createExportClient } from "./client.ts";
export { AbortedError, CdnExportError, ConnectionError, InvalidQueryError, TimeoutError } from "./errors.ts";
export type { Tracked } from "./feed.ts";
export type { Download } from "./file/download.ts";
export type { Bytes, DownloadProgress, ExportFile } from "./file/file.ts";
export type { ResumePoint } from "./file/link.ts";
export type { FileType } from "./file/sniff.ts";
export { fileType } from "./file/sniff.ts";
export type { LinklessTask, Sightings } from "./job/errors.ts";
export {
  AmbiguousTaskError,
  ApiError,
  CorruptFileError,
  JobFailedError,
  JobTimeoutError,
  LinkExpiredError,
  SignatureError,
  ThrottledError,
  UnexpectedAnswerError,
} from "./job/errors.ts";
export type { ExportJob, JobOptions } from "./job/job.ts";
export type { Baseline, JobState } from "./job/state.ts";
export type { CriticalSection } from "./job/turns.ts";
export type { Per } from "./plan/grid.ts";
export type { ExportWindow, PlanOptions } from "./plan/plan.ts";
export { plan } from "./plan/plan.ts";
export { checkQuery } from "./query/check.ts";
export type { Instant } from "./query/instant.ts";
export type { Period } from "./query/periods.ts";
export { day, days, lastDays, month } from "./query/periods.ts";
export type { BaseQuery, CountryQuery, ExportQuery, ProvinceQuery, WorldwideQuery } from "./query/query.ts";
export { queryProperties } from "./query/query.ts";
export type { World } from "./world.ts";
