import { CdnExportError } from "@cdn-export/api/base-error";

/**
 * Rows or queries that a report can't be computed from, or that would make a figure wrong. The message is one line. `code` is one of:
 *
 * - `BAD_QUERY`, `BAD_ROW`: a value that has no meaning here, such as a row without a time, or a negative number of bytes
 * - `NOT_ADDITIVE`: statistics whose values can't be added up (unique visitors), or another kind of data than the report needs
 * - `MIXED`: exports that can't be in one report: different actions, regions, or languages of carrier names
 * - `OVERLAP`: data that would count twice: the same point with two values, sums that share a domain, `global` and a part of it,
 *   grouped and ungrouped data
 * - `NO_COLUMN`: an export without a known measure, or a breakdown by a column that the exports don't have
 * - `NO_DATA`: no export of the area or the period
 */
export class ReportError extends CdnExportError {
  override readonly name = "ReportError";
}
