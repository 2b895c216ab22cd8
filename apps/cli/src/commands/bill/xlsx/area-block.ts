// The quantities of one area: each follows from the cells of its days and points.
import type { AreaBill } from "@cdn-export/rows/report";
import { say } from "../../../terminal/language.ts";
import { type Area, type Mode, quantityOf } from "../prices.ts";
import { numberOf } from "./number-of.ts";
import type { AreaCells } from "./points-sheet.ts";
import type { Cell, Formula, SheetDraft } from "./sheet.ts";

const COUNT = "#,##0";
export const QUANTITY = "#,##0.0000";
const FORMATS = [undefined, QUANTITY, QUANTITY];
const COUNTS = [undefined, COUNT, COUNT];

/** A raw figure in column B, and the same x 1.10 in column C. */
export interface Quantity {
  row: number;
  raw: number;
}

export interface AreaQuantities {
  /** Bytes of traffic, and Mbit/s. */
  quantities: Partial<Record<Mode, Quantity>>;
  /** The number of dropped values. Undefined without a percentile. */
  droppedCell: string | undefined;
}

interface Block {
  bill: AreaBill;
  /** Days of the month. */
  days: number;
  /** Undefined without values of 5 minutes. */
  cells: AreaCells | undefined;
  /** The cell with 1.10. */
  overhead: string;
  drop: "floor" | "ceil";
}

export function areaBlock(sheet: SheetDraft, area: Area, { bill, days, cells, overhead, drop }: Block): AreaQuantities {
  sheet.add([]);
  sheet.add([area], { bold: true });
  const { traffic, validDays, percentile95 } = bill;
  if (traffic.value === undefined) {
    sheet.add([say("No figures", "没有数字"), traffic.reason]);
    return { quantities: {}, droppedCell: undefined };
  }
  const line = (name: string, cell: Cell, unit: string, formats = COUNTS) =>
    sheet.add([name, cell, undefined, unit], { formats });
  /** The raw figure, and the same x 1.10. */
  const amount = (name: string, raw: Formula | number, unit: string, formats = FORMATS) => {
    const value = typeof raw === "number" ? raw : Number(raw.value);
    const billed = { formula: `B${sheet.next()}*${overhead}`, value: value * 1.1 };
    return { row: sheet.add([name, raw, billed, unit], { formats }), raw: value };
  };
  const valid = validDays.value ?? 0;
  const bytes = numberOf(traffic.value.raw);
  const daysRow = line(say("Days of the month", "当月天数"), days, say("days", "天"));
  const validRow = line(
    say("Valid days: with more than 0 bytes", "有效日：流量大于 0 字节"),
    cells ? { formula: `SUM(${cells.validDays})`, value: valid } : valid,
    say("days", "天"),
  );
  const factorRow = line(
    say("Factor", "系数"),
    { formula: `B${validRow}/B${daysRow}`, value: valid / days },
    "",
    FORMATS,
  );
  const total = amount(
    say("Traffic", "流量"),
    cells ? { formula: `SUM(${cells.bytesOfDays})`, value: bytes } : bytes,
    say("bytes", "字节"),
    COUNTS,
  );
  for (const [base, unit] of [
    [1000, "GB (1000³)"],
    [1024, "GB (1024³)"],
  ] as const)
    amount(say("Traffic", "流量"), { formula: `B${total.row}/${base}^3`, value: bytes / base ** 3 }, unit);
  const quantities: AreaQuantities["quantities"] = { traffic: total };
  if (cells === undefined || percentile95.value === undefined) {
    sheet.add([say("No bandwidths", "没有带宽"), percentile95.reason]);
    return { quantities, droppedCell: undefined };
  }
  const mbits = (mode: Mode) => numberOf(quantityOf(mode, bill).value?.raw) / 1e6;
  quantities.peak = amount(
    say("Sum of the daily peaks", "每日峰值之和"),
    { formula: `SUM(${cells.peaksOfDays})`, value: mbits("peak") },
    say("Mbit/s x days", "Mbit/s x 天"),
  );
  quantities.average = amount(
    say("Average of the daily peaks of valid days", "有效日的日峰值平均"),
    { formula: `B${quantities.peak.row}/B${validRow}`, value: mbits("average") },
    "Mbit/s",
  );
  const { values, dropped, max95 } = percentile95.value;
  const valuesRow = line(
    say("Values: 288 on each valid day", "点数：每个有效日 288 个"),
    { formula: `B${validRow}*288`, value: values },
    "",
  );
  const rounded = drop === "floor" ? `INT(B${valuesRow}/20)` : `ROUNDUP(B${valuesRow}/20,0)`;
  const droppedRow = line(
    say("Dropped: the highest 5 %", "去掉：最高的 5 %"),
    { formula: rounded, value: dropped },
    "",
  );
  const max = amount(
    say("Max95: the highest of the others", "Max95：其余点中最高的"),
    { formula: `INDEX(${cells.mbits},B${droppedRow}+1)`, value: numberOf(max95.raw) / 1e6 },
    "Mbit/s",
  );
  quantities.p95 = amount(
    say("95th percentile, billable: Max95 x factor", "95 峰值，计费值：Max95 x 系数"),
    { formula: `B${max.row}*B${factorRow}`, value: mbits("p95") },
    "Mbit/s",
  );
  return { quantities, droppedCell: `$B$${droppedRow}` };
}
