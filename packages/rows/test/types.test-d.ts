// Compiled, never run: the columns that each action may have. None of them is promised.
import type { Action } from "@cdn-export/api";
import { type Cell, type Row, rows, toCsv, toNdjson } from "../src/index.ts";

declare const file: Blob;

for await (const row of rows<"top_url_detail">(file)) {
  const url: string | undefined = row.url;
  const requests: number | null | undefined = row.requests;
  const other: Cell | undefined = row["Some heading"];
  // Top URLs have no carriers: here it is an unknown column.
  const isp: Cell | undefined = row.isp;
  console.log(url, requests, other, isp);
}
for await (const { time, sharePercent } of rows(file)) {
  const instant: Date | null | undefined = time;
  console.log(instant, sharePercent?.toFixed(2));
  // @ts-expect-error the file may lack the column, and the row the value
  console.log(time.getTime());
}
// @ts-expect-error a path isn't an input
rows("top-urls.csv");
// @ts-expect-error an unknown action
rows<"top_urls">(file);

export const anyAction: Row<Action> = { url: "/", requests: null, "Some heading": 1 };
export const written: AsyncGenerator<string>[] = [toCsv(rows(file)), toNdjson(rows<"uv">(file))];
