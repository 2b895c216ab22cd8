// The values of 5 minutes of one area, and its days: everything that the bandwidths follow from.
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import type { WriteSheet } from "hucre/xlsx";
import { say } from "../../../terminal/language.ts";
import { draftSheet, reference } from "./sheet.ts";

/** The bytes of 5 minutes, of all domains of an area. */
export interface AreaValue {
  /** In milliseconds since the epoch. */
  at: number;
  bytes: number;
}

/** The cells that other sheets refer to. */
export interface AreaCells {
  /** From high to low. */
  mbits: string;
  bytesOfDays: string;
  validDays: string;
  peaksOfDays: string;
}

const BYTES = "#,##0";
const MBITS = "#,##0.0000";
const TIME = "yyyy-mm-dd hh:mm";
const DROPPED: string = say("dropped", "去掉");
const CUT = "Max95";

const pointsName = (area: string) => say(`Points, ${area}`, `数据点，${area}`);
const daysName = (area: string) => say(`Days, ${area}`, `日，${area}`);

/** @param values - of whole days. */
export function areaCells(area: string, values: readonly AreaValue[]): AreaCells {
  const ofPoints = columnsOf(pointsName(area), values.length);
  const ofDays = columnsOf(daysName(area), dayTotals(values).length);
  return { mbits: ofPoints("E"), bytesOfDays: ofDays("B"), validDays: ofDays("C"), peaksOfDays: ofDays("D") };
}

/** All cells of a column below the headings. */
function columnsOf(sheet: string, count: number): (column: string) => string {
  return (column) => reference(sheet, `$${column}$2:$${column}$${count + 1}`);
}

/** From high to low, with the cut of the 95th percentile marked. @param droppedCell - the number of dropped values. */
export function pointsSheet(
  area: string,
  values: readonly AreaValue[],
  { dropped, droppedCell }: { dropped: number; droppedCell: string },
): WriteSheet {
  const sheet = draftSheet(pointsName(area));
  sheet.add(
    [
      say("Rank", "名次"),
      say("Time (GMT+8)", "时间 (GMT+8)"),
      say("Day", "日期"),
      say("Bytes of 5 minutes", "5 分钟字节数"),
      "Mbit/s",
      say("95th percentile", "95 峰值"),
    ],
    { bold: true },
  );
  const sorted = [...values].sort((a, b) => b.bytes - a.bytes || a.at - b.at);
  for (const [i, { at, bytes }] of sorted.entries()) {
    const row = i + 2;
    const mbits = { formula: `D${row}*8/300/1000000`, value: mbitsOf(bytes) };
    const mark = {
      formula: `IF(A${row}<=${droppedCell},"${DROPPED}",IF(A${row}=${droppedCell}+1,"${CUT}",""))`,
      value: i < dropped ? DROPPED : i === dropped ? CUT : "",
    };
    const cells = [i + 1, new Date(at + GMT8_MS), dayText(at), bytes, mbits, mark];
    sheet.add(cells, { formats: [BYTES, TIME, undefined, BYTES, MBITS] });
  }
  return sheet.finish([8, 18, 12, 20, 16, 16], 1);
}

/** What each day adds up to. */
export function daysSheet(area: string, values: readonly AreaValue[]): WriteSheet {
  const sheet = draftSheet(daysName(area));
  const ofPoints = columnsOf(pointsName(area), values.length);
  sheet.add(
    [say("Day", "日期"), say("Bytes", "字节数"), say("Valid day", "有效日"), say("Peak, Mbit/s", "峰值，Mbit/s")],
    { bold: true },
  );
  for (const [i, { day, bytes, peak }] of dayTotals(values).entries()) {
    const row = i + 2;
    sheet.add(
      [
        day,
        { formula: `SUMIFS(${ofPoints("D")},${ofPoints("C")},A${row})`, value: bytes },
        { formula: `IF(B${row}>0,1,0)`, value: bytes > 0 ? 1 : 0 },
        { formula: `SUMPRODUCT(MAX((${ofPoints("C")}=A${row})*${ofPoints("E")}))`, value: mbitsOf(peak) },
      ],
      { formats: [undefined, BYTES, BYTES, MBITS] },
    );
  }
  return sheet.finish([12, 22, 12, 16], 1);
}

function dayTotals(values: readonly AreaValue[]): { day: string; bytes: number; peak: number }[] {
  const days = new Map<string, { day: string; bytes: number; peak: number }>();
  for (const { at, bytes } of values) {
    const day = dayText(at);
    const known = days.get(day);
    days.set(day, { day, bytes: bytes + (known?.bytes ?? 0), peak: Math.max(bytes, known?.peak ?? 0) });
  }
  return [...days.values()];
}

function dayText(at: number): string {
  return new Date(Math.floor((at + GMT8_MS) / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}

function mbitsOf(bytes: number): number {
  return (bytes * 8) / 300 / 1_000_000;
}
