// The rows of a saved file, loaded in pieces as they become visible.
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Rows } from "../../../contract.ts";
import { countText, minuteText } from "../../base/format.ts";
import { say } from "../../base/language.ts";
import { RequestFailure, request } from "../../base/load.ts";
import { Problem } from "../../parts/basics.tsx";
import { DataTable } from "../../parts/data-table.tsx";

/** Rows of one request. */
const PIECE = 250;
/** How often the number of rows is asked for until it's known. */
const COUNT_MS = 400;
/** Pieces that are kept: 50,000 rows. */
const MAX_PIECES = 200;

type Texts = readonly (readonly string[])[];

export function RowsTable({ id }: { id: string }): VNode {
  const pieces = useRef(new Map<number, Texts>());
  const wanted = useRef<readonly number[]>([0]);
  const isLoading = useRef(false);
  const [about, setAbout] = useState<Omit<Rows, "rows" | "from"> | undefined>(undefined);
  const [failure, setFailure] = useState<RequestFailure | undefined>(undefined);

  /** One piece at a time: a fast hand passes many that nobody reads. */
  const load = async (): Promise<void> => {
    const piece = wanted.current.find((one) => !pieces.current.has(one));
    if (isLoading.current || piece === undefined) return;
    isLoading.current = true;
    try {
      const found = await request<Rows>(`/api/rows?id=${encodeURIComponent(id)}&from=${piece * PIECE}&count=${PIECE}`);
      pieces.current.set(piece, textsOf(found.rows, found.columns));
      const [oldest] = pieces.current.keys();
      if (pieces.current.size > MAX_PIECES && oldest !== undefined) pieces.current.delete(oldest);
      setAbout(found);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      return setFailure(error);
    } finally {
      isLoading.current = false;
    }
    return load();
  };
  // Once for a file.
  useEffect(() => void load(), [id]);

  useEffect(() => {
    if (about === undefined || about.isComplete) return;
    const timer = setTimeout(() => {
      request<Rows>(`/api/rows?id=${encodeURIComponent(id)}&from=0&count=1`).then(setAbout, setFailure);
    }, COUNT_MS);
    return () => clearTimeout(timer);
  }, [about, id]);

  if (failure) return <Problem message={failure.message} advice={failure.advice} />;
  if (about === undefined)
    return (
      <p class="loading" role="status">
        {say("Loading…", "正在加载…")}
      </p>
    );
  return (
    <>
      <DataTable
        label={say("Rows of the file", "文件的数据行")}
        columns={about.columns.map(({ heading, kind, unit }) => ({
          heading: headingOf(heading, kind, unit),
          isNumber: kind === "number" || kind === "percent",
        }))}
        count={about.known}
        rowAt={(index) => pieces.current.get(Math.floor(index / PIECE))?.[index % PIECE]}
        onRange={(from, to) => {
          const [first, last] = [Math.floor(from / PIECE), Math.floor((to - 1) / PIECE)];
          // Those beside the visible ones come last.
          wanted.current = [first, last, last + 1, first - 1].filter((one) => one >= 0 && one * PIECE < about.known);
          void load();
        }}
      />
      {!about.isComplete && <p class="note">{say("The rows are still being counted.", "仍在统计行数。")}</p>}
    </>
  );
}

function headingOf(heading: string, kind: string, unit: string | undefined): string {
  // Headings of the service may have a unit or a time zone.
  if (/[(（]/.test(heading)) return heading;
  if (kind === "time") return `${heading} (GMT+8)`;
  return unit === undefined || unit === "count" ? heading : `${heading} (${unit})`;
}

function textsOf(rows: Rows["rows"], columns: Rows["columns"]): Texts {
  return rows.map((cells) => cells.map((cell, i) => cellText(cell, columns[i]?.kind)));
}

function cellText(cell: string | number | boolean | null, kind: string | undefined): string {
  if (cell === null) return "";
  if (typeof cell === "number") return kind === "time" ? minuteText(cell) : countText(cell);
  return String(cell);
}
