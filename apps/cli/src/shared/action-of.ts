// What the columns of a file say about its query.
import type { Action } from "@cdn-export/api";
import { CorruptFileError } from "@cdn-export/client";
import { say } from "../terminal/language.ts";

export interface FoundColumn {
  key: string;
  heading: string;
}

/** Columns that only the files of one action have. */
const UNIQUE_COLUMNS: readonly (readonly [key: string, action: Action])[] = [
  ["url", "top_url_detail"],
  ["path", "top_path_detail"],
  ["userAgent", "top_ua_detail"],
  ["referer", "top_referer_detail"],
  ["clientIp", "top_ip_detail"],
  ["uniqueVisitors", "uv"],
];

/** The action of a file without a ledger. @throws CorruptFileError if it isn't an export of statistics. */
export function actionOf(path: string, columns: readonly FoundColumn[]): Action {
  const has = (key: string) => columns.some((column) => column.key === key);
  const found = UNIQUE_COLUMNS.find(([key]) => has(key));
  if (found) return found[1];
  if (has("time") || has("startTime")) return has("isp") ? "isp_detail" : "reports_detail";
  const headings = columns.map(({ heading }) => JSON.stringify(heading)).join(", ");
  throw new CorruptFileError(
    "NOT_STATISTICS",
    say(
      `${path} isn't an export of statistics: it has no known column of times, only ${headings}`,
      `${path} 不是统计数据的导出文件：没有已知的时间列，只有 ${headings}`,
    ),
  );
}
