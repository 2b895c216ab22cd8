// The month, prices and invoice.
import type { VNode } from "preact";
import type { BillRequest, Folder } from "../../../contract.ts";
import { say } from "../../base/language.ts";
import { hrefWith, navigate } from "../../base/route.ts";
import { CsvLink } from "../../parts/basics.tsx";
import { DraftInput } from "../../parts/draft-input.tsx";

interface BillFormProps {
  folder: Folder;
  month: string;
  params: URLSearchParams;
  onCustomers: (customers: Record<string, string> | undefined) => void;
}

/** The request for a month, with the options of the URL. */
export function requestOf(month: string, params: URLSearchParams): BillRequest {
  const prices = (params.get("prices") ?? "").split(/[\s,]+/).filter(Boolean);
  const [invoice, tolerance] = [params.get("invoice"), params.get("tolerance")];
  return {
    month,
    ...(prices.length > 0 && { prices }),
    ...(invoice && { invoice }),
    ...(tolerance && { tolerance }),
    ...(params.get("absent") === "zero" && { absent: "zero" }),
    ...(params.get("drop") === "ceil" && { drop: "ceil" }),
  };
}

export function BillForm({ folder, month, params, onCustomers }: BillFormProps): VNode {
  const months = folder.months.includes(month) ? folder.months : [month, ...folder.months];
  const text = (name: string) => params.get(name) ?? "";
  const set = (name: string) => (event: { currentTarget: HTMLInputElement | HTMLSelectElement }) =>
    navigate(hrefWith({ [name]: event.currentTarget.value.trim() }));
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        {say("Month", "月份")}
        <select
          value={month}
          onChange={({ currentTarget }) => navigate(`/bill/${currentTarget.value}${location.search}`)}
        >
          {months.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say("Prices", "价格")}
        <DraftInput
          type="text"
          placeholder="traffic=0.15/GB"
          spellcheck={false}
          value={text("prices")}
          onChange={set("prices")}
        />
      </label>
      <label>
        {say("Invoice", "发票金额")}
        <DraftInput
          type="text"
          inputMode="decimal"
          placeholder="1234.50"
          value={text("invoice")}
          onChange={set("invoice")}
        />
      </label>
      <label>
        {say("Tolerance, %", "允许误差，%")}
        <DraftInput
          type="text"
          inputMode="decimal"
          size={4}
          placeholder="2"
          value={text("tolerance")}
          onChange={set("tolerance")}
        />
      </label>
      <label>
        {say("Absent points", "没有的数据点")}
        <select value={text("absent")} onChange={set("absent")}>
          <option value="">{say("are missing", "按缺失计")}</option>
          <option value="zero">{say("are zero", "按零计")}</option>
        </select>
      </label>
      <label>
        {say("Customers", "客户")}
        <input
          type="file"
          accept=".csv,text/csv"
          title={say("A csv file with the columns domain and customer", "csv 文件，列为 domain 和 customer")}
          onChange={async ({ currentTarget }) => onCustomers(await customersOf(currentTarget.files?.[0]))}
        />
      </label>
      <span class="actions">
        <CsvLink href={`/api/bill.csv?month=${encodeURIComponent(month)}`} />
        <button type="button" onClick={() => print()}>
          {say("Print", "打印")}
        </button>
      </span>
    </form>
  );
}

/** The pairs of a csv file with the columns `domain` and `customer`. */
async function customersOf(file: File | undefined): Promise<Record<string, string> | undefined> {
  if (file === undefined) return undefined;
  const [head = [], ...lines] = (await file.text()).split(/\r?\n/).map((line) => line.split(",").map(unquoted));
  const [domain, customer] = [head.indexOf("domain"), head.indexOf("customer")];
  return Object.fromEntries(lines.flatMap((cells) => (cells[domain] ? [[cells[domain], cells[customer] ?? ""]] : [])));
}

function unquoted(cell: string): string {
  return cell
    .replace(/^\uFEFF/, "")
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replaceAll('""', '"');
}
