// Which customer a domain belongs to, and the customers' shares of a month.
import { tables } from "@cdn-export/rows";
import {
  allocate,
  breakdown,
  type Figure,
  type Fraction,
  fraction,
  type Points,
  ReportError,
  type ReportOptions,
  toDecimal,
  valuesOf,
} from "@cdn-export/rows/report";
import { inputOf } from "../../shared/input-of.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import type { Cost } from "./costs.ts";

/** Returns the customer of a domain. */
export type CustomerOf = (domain: string) => string;

/** The domains that the file doesn't map. */
const OTHERS: string = say("(other domains)", "（其他域名）");

/** Reads the file of --group. @throws UsageError, CorruptFileError */
export async function customersIn(file: string, session: Session): Promise<CustomerOf> {
  const customers = new Map<string, string>();
  const bad = (what: string) => new UsageError(`--group ${file}${say(": ", "：")}${what}`);
  for await (const { columns, rows } of tables(await inputOf(file, session.signal), {
    columns: { customer: { kind: "text", headings: ["客户"] } },
    onWarning: () => {},
  })) {
    if (["domain", "customer"].some((name) => !columns.some(({ key }) => key === name)))
      throw bad(say("it needs the columns domain and customer", "需要 domain 和 customer 两列"));
    for await (const row of rows) {
      const cell = (key: string) => String((row as Record<string, unknown>)[key] ?? "").trim();
      const domain = cell("domain").toLowerCase();
      const customer = cell("customer");
      if (domain === "" || customer === "")
        throw bad(say("a line has no domain or no customer", "有一行没有域名或客户"));
      if (customers.has(domain)) throw bad(say(`${domain} is listed twice`, `${domain} 出现了两次`));
      customers.set(domain, customer);
    }
  }
  return customersOf(customers);
}

/** @param customers - the customer of each domain in lower case, or of a wildcard such as `*.example.com`. */
export function customersOf(customers: ReadonlyMap<string, string>): CustomerOf {
  return (domain) => {
    const labels = domain.split(".");
    // The domain itself, then the longest wildcard.
    const patterns = [domain, ...labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join(".")}`)];
    const found = patterns.find((pattern) => customers.has(pattern));
    return (found !== undefined && customers.get(found)) || OTHERS;
  };
}

/** One customer's part of an area. Parts add up to the area exactly. */
export interface CustomerShare {
  customer: string;
  /** Bytes. */
  traffic: bigint;
  percent: Fraction;
  /** Its part of each cost, in the order of the costs, with two decimals. */
  costs: readonly { raw: Fraction; withOverhead: Fraction }[];
}

/** Splits an area by traffic. */
export function sharesOf(
  points: Points,
  customerOf: CustomerOf,
  { options, costs }: { options: ReportOptions; costs: readonly Cost[] },
): Figure<readonly CustomerShare[]> {
  // Otherwise the name of a sum would be mistaken for that of a domain.
  const sum = points.days.find(({ domains }) => domains === "all" || domains.length > 1);
  if (sum) return { reason: say("the exports aren't grouped by domain", "导出数据没有按域名分组") };
  const groups = breakdown(points, ({ domain }) => customerOf(domain), options);
  const { value: traffic, reason } = valuesOf(groups, "traffic");
  if (traffic === undefined) return { reason };
  const weights = traffic.map(({ value }) => value);
  const split = (amount: Fraction) => allocate(cents(amount), weights).map((part) => fraction(part, 100n));
  const percents = allocate(10_000n, weights).map((part) => fraction(part, 100n));
  const parts = costs.map(({ amount }) => ({ raw: split(amount.raw), withOverhead: split(amount.withOverhead) }));
  const zero = fraction(0n);
  const value = traffic.map(({ key, value }, i) => ({
    customer: key,
    traffic: value,
    percent: percents[i] ?? zero,
    costs: parts.map(({ raw, withOverhead }) => ({ raw: raw[i] ?? zero, withOverhead: withOverhead[i] ?? zero })),
  }));
  return { value: value.sort((a, b) => (a.traffic < b.traffic ? 1 : -1)) };
}

/** Rounded. */
function cents(amount: Fraction): bigint {
  return BigInt(toDecimal(amount).replace(".", ""));
}

/** Errors about the data of one area are the reason why it has no shares. */
export function orReason<T>(compute: () => Figure<T>): Figure<T> {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ReportError) return { reason: error.message };
    throw error;
  }
}
