// Compiled, never run: what the rows of each action are known to have, and that none of it is promised.
import type { Action } from "@cdn-export/api";
import { type Cell, type Row, rows, toCsv, toNdjson } from "../src/index.ts";

declare const file: Blob;

for await (const row of rows<"top_url_detail">(file)) {
  const url: string | undefined = row.url;
  const requests: number | null | undefined = row.requests;
  const other: Cell | undefined = row["Some heading"];
  // Carrier data have no part in top URLs: such a column would be an unknown one.
  const isp: Cell | undefined = row.isp;
  console.log(url, requests, other, isp);
}
for await (const { time, sharePercent } of rows(file)) {
  const instant: Date | null | undefined = time;
  console.log(instant, sharePercent?.toFixed(2));
  // @ts-expect-error a file may lack the column, a row the value
  console.log(time.getTime());
}
// @ts-expect-error a path is no input
rows("top-urls.csv");
// @ts-expect-error no such action
rows<"top_urls">(file);

export const anyAction: Row<Action> = { url: "/", requests: null, "Some heading": 1 };
export const written: AsyncGenerator<string>[] = [toCsv(rows(file)), toNdjson(rows<"uv">(file))];
