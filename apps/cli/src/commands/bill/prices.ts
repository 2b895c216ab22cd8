// Prices, and what quantities cost. Exact until the cents.
import { type ColumnSpec, tables } from "@cdn-export/rows";
import {
  type Amount,
  type AreaBill,
  add,
  type Figure,
  type Fraction,
  fraction,
  multiply,
  parseDecimal,
} from "@cdn-export/rows/report";
import { suggestion } from "../../flags/values.ts";
import { inputOf } from "../../shared/input-of.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export const MODES = ["traffic", "peak", "p95", "average"] as const;
export type Mode = (typeof MODES)[number];
export const AREAS = ["mainland_china", "outside_mainland_china"] as const;
export type Area = (typeof AREAS)[number];

/** The price of a unit, up to a quantity in that unit. The last tier has no end. */
export interface Tier {
  upTo: Fraction | undefined;
  price: Fraction;
}

export interface Price {
  mode: Mode;
  /** Undefined: the area with exports. */
  area: Area | undefined;
  unit: string;
  tiers: readonly Tier[];
}

/** What a unit may mean. GB is 1000³ or 1024³ bytes; the service doesn't say which. */
export interface UnitSize {
  /** `GB = 1000³`, or the unit. */
  name: string;
  /** Bytes, or bit/s. */
  size: bigint;
}

const BYTE_UNITS: readonly string[] = ["MB", "GB", "TB"];
const BIT_UNITS: Readonly<Record<string, bigint>> = { "kbit/s": 1000n, "Mbit/s": 1_000_000n, "Gbit/s": 1_000_000_000n };

/** @throws UsageError if the mode has no such unit. */
export function sizesOf({ mode, unit }: Pick<Price, "mode" | "unit">): UnitSize[] {
  if (mode !== "traffic") return [{ name: unit, size: BIT_UNITS[unit] ?? 1n }];
  const power = BigInt(BYTE_UNITS.indexOf(unit) + 2);
  const sign = power === 2n ? "²" : power === 3n ? "³" : "⁴";
  return [1000n, 1024n].map((base) => ({ name: `${unit} = ${base}${sign}`, size: base ** power }));
}

/** `outside:p95=20/Mbit/s` @throws UsageError */
export function priceOf(text: string): Price {
  const [, place, mode = "", price = "", unit = ""] = /^(?:([^:=]*):)?([^=]*)=([^/]*)\/(.*)$/.exec(text) ?? [];
  if (mode === "")
    throw bad(
      "--price",
      say(
        `${quoted(text)} isn't MODE=PRICE/UNIT, such as p95=20/Mbit/s`,
        `${quoted(text)} 不是“方式=价格/单位”，例如 p95=20/Mbit/s`,
      ),
    );
  const found = { mode: modeOf("--price", mode), area: place === undefined ? undefined : areaOf("--price", place) };
  const tiers = [{ upTo: undefined, price: amountOf("--price", price) }];
  return { ...found, unit: unitOf("--price", found.mode, unit), tiers };
}

const COLUMNS: Readonly<Record<string, ColumnSpec>> = Object.fromEntries(
  ["area", "mode", "up_to", "unit", "price"].map((name) => [name, { kind: "text", headings: [name] }]),
);

/** Reads the file of --prices. @throws UsageError, CorruptFileError */
export async function pricesIn(file: string, session: Session): Promise<Price[]> {
  const where = `--prices ${file}`;
  const prices = new Map<string, Price & { tiers: Tier[] }>();
  for await (const { columns, rows } of tables(await inputOf(file, session.signal), {
    columns: COLUMNS,
    onWarning: () => {},
  })) {
    for (const name of ["mode", "unit", "price"])
      if (!columns.some(({ key }) => key === name))
        throw bad(where, say(`there is no column ${name}`, `没有 ${name} 列`));
    for await (const row of rows) {
      const cell = (name: string) => String((row as Record<string, unknown>)[name] ?? "").trim();
      const mode = modeOf(where, cell("mode"));
      const area = cell("area") === "" ? undefined : areaOf(where, cell("area"));
      const unit = unitOf(where, mode, cell("unit"));
      const upTo = cell("up_to") === "" ? undefined : amountOf(where, cell("up_to"));
      const id = `${area ?? ""} ${mode}`;
      const price = prices.get(id) ?? { mode, area, unit, tiers: [] };
      prices.set(id, price);
      checkTier(where, price, { upTo, unit });
      price.tiers.push({ upTo, price: amountOf(where, cell("price")) });
    }
  }
  for (const { mode, tiers } of prices.values())
    if (tiers.at(-1)?.upTo !== undefined)
      throw bad(
        where,
        say(`the last tier of ${mode} has an up_to: leave it empty`, `${mode} 的最后一档有 up_to：请留空`),
      );
  return [...prices.values()];
}

function checkTier(
  where: string,
  { mode, unit: first, tiers }: Price,
  next: { upTo: Fraction | undefined; unit: string },
): void {
  const last = tiers.at(-1);
  if (next.upTo !== undefined && mode !== "traffic")
    throw bad(
      where,
      say(
        `only traffic has tiers: how tiers of ${mode} apply isn't documented, so use the one price that your contract has for this month`,
        `只有 traffic 有阶梯：文档没有说明 ${mode} 的阶梯如何计算，请填写合同中适用于本月的单一价格`,
      ),
    );
  if (next.unit !== first) throw bad(where, say(`the tiers of ${mode} have different units`, `${mode} 各档的单位不同`));
  if (last === undefined) return;
  if (last.upTo === undefined || (next.upTo !== undefined && !isLess(last.upTo, next.upTo)))
    throw bad(
      where,
      say(`the tiers of ${mode} aren't in ascending order of up_to`, `${mode} 各档没有按 up_to 升序排列`),
    );
}

/**
 * The price of each mode in an area.
 *
 * @throws UsageError if a mode has two prices there.
 */
export function pricesFor(area: Area, prices: readonly Price[]): Map<Mode, Price> {
  const found = new Map<Mode, Price>();
  for (const price of prices) {
    if (price.area !== undefined && price.area !== area) continue;
    const { mode } = price;
    if (found.has(mode))
      throw bad("--price", say(`${mode} has two prices in ${area}`, `${mode} 在 ${area} 有两个价格`));
    found.set(mode, price);
  }
  return found;
}

/** What a mode charges for: bytes, or bit/s; for daily peaks, their sum. */
export function quantityOf(
  mode: Mode,
  { traffic, validDays, percentile95, averageDailyPeak }: AreaBill,
): Figure<Amount> {
  if (mode === "traffic") return traffic;
  if (mode === "average") return averageDailyPeak;
  if (mode === "p95") return percentile95.value ? { value: percentile95.value.billable } : percentile95;
  const { value } = averageDailyPeak;
  if (value === undefined) return averageDailyPeak;
  const days = fraction(validDays.value ?? 0);
  return { value: { raw: multiply(value.raw, days), withOverhead: multiply(value.withOverhead, days) } };
}

/** What a quantity costs: each tier has its part of it. */
export function costOf(quantity: Fraction, { tiers }: Price, { size }: UnitSize): Fraction {
  const units = multiply(quantity, fraction(1n, size));
  let cost = fraction(0n);
  let start = fraction(0n);
  for (const { upTo, price } of tiers) {
    const end = upTo !== undefined && isLess(upTo, units) ? upTo : units;
    cost = add(cost, multiply(add(end, multiply(start, fraction(-1n))), price));
    if (end === units) break;
    start = end;
  }
  return cost;
}

export function isLess(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

/** A decimal number of at least 0. @throws UsageError */
export function amountOf(flag: string, text: string): Fraction {
  try {
    const value = parseDecimal(text);
    if (value.numerator >= 0n) return value;
  } catch {
    // The message is in the language of this run.
  }
  throw bad(flag, say(`${quoted(text)} isn't a number like 0.15`, `${quoted(text)} 不是 0.15 这样的数字`));
}

function modeOf(flag: string, text: string): Mode {
  const found = MODES.find((mode) => mode === text);
  if (found) return found;
  const known = MODES.join(", ");
  throw bad(
    flag,
    say(`${quoted(text)} isn't one of ${known}`, `${quoted(text)} 不是 ${known} 之一`) + suggestion(text, MODES),
  );
}

/** `mainland` and `outside` are enough. */
function areaOf(flag: string, text: string): Area {
  const found = AREAS.find((area) => area === text || area.startsWith(`${text}_`));
  if (found) return found;
  throw bad(flag, say(`${quoted(text)} isn't mainland or outside`, `${quoted(text)} 不是 mainland 或 outside`));
}

function unitOf(flag: string, mode: Mode, text: string): string {
  const known = mode === "traffic" ? BYTE_UNITS : Object.keys(BIT_UNITS);
  if (known.includes(text)) return text;
  const names = known.join(", ");
  throw bad(
    flag,
    say(
      `the unit of ${mode} is one of ${names}, not ${quoted(text)}`,
      `${mode} 的单位是 ${names} 之一，不是 ${quoted(text)}`,
    ),
  );
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function bad(where: string, what: string): UsageError {
  return new UsageError(`${where}${say(": ", "：")}${what}`);
}
