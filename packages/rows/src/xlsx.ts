import { CorruptFileError } from "@cdn-export/api/base-error";
import type { Cell } from "./columns.ts";
import { gathered } from "./input.ts";
import { optional } from "./optional.ts";
import type { Records, Sheet } from "./table.ts";
import { checkedDirectory } from "./whole.ts";

/** A workbook is held in memory, packed as it is. */
const MAX_BYTES = 512 << 20;
/** Texts that cells share are held unpacked. */
const MAX_SHARED_BYTES = 256 << 20;
const BATCH_RECORDS = 256;

/** The sheets of a workbook, in their order. Their rows are unpacked as they are read. */
export async function* xlsxSheets(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Sheet> {
  const { readXlsx, streamXlsxRows } = await optional("hucre", "an xlsx file", () => import("hucre/xlsx"));
  const workbook = await gathered(chunks, MAX_BYTES, "The workbook");
  const names: string[] = [];
  try {
    // The library leaves the checksums of sheets out.
    const entries = await checkedDirectory(workbook);
    const shared = entries.find(({ name }) => name === "xl/sharedStrings.xml")?.size ?? 0;
    if (shared > MAX_SHARED_BYTES) throw new Error(`It has ${shared >> 20} MiB of texts that cells share`);
    // Asked of each sheet before it is read: so none is.
    await readXlsx(workbook, { sheets: ({ name }) => names.push(name) < 0 });
  } catch (cause) {
    throw damaged(cause);
  }
  async function* recordsOf(sheet: number): Records {
    let batch: Cell[][] = [];
    try {
      for await (const { values } of streamXlsxRows(workbook, { sheet })) {
        batch.push(values as Cell[]);
        if (batch.length < BATCH_RECORDS) continue;
        yield batch;
        batch = [];
      }
    } catch (cause) {
      throw damaged(cause);
    }
    yield batch;
  }
  for (const [i, sheet] of names.entries()) yield { sheet, records: recordsOf(i) };
}

function damaged(cause: unknown): CorruptFileError {
  return new CorruptFileError("BAD_XLSX", "The xlsx file is damaged or was cut off", { cause });
}
