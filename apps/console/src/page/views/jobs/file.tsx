import type { VNode } from "preact";
import type { Files } from "../../../contract.ts";
import { periodText, valueText } from "../../base/format.ts";
import { say } from "../../base/language.ts";
import { useData } from "../../base/load.ts";
import { domainsText } from "../../base/names.ts";
import { Card } from "../../parts/basics.tsx";
import { RowsTable } from "./rows-table.tsx";

/** The rows of one saved file. */
export function FileView({ id }: { id: string }): VNode {
  const { data } = useData<Files>("/api/files");
  const file = data?.files.find((one) => one.id === id);
  return (
    <Card title={file?.path ?? say("Saved file", "已保存的文件")}>
      {file && (
        <p class="note">
          <code>{file.action}</code> {domainsText(file.domains)}, {periodText(file.from, file.to)},{" "}
          {valueText(file.bytes, "byte")}
        </p>
      )}
      <RowsTable id={id} />
    </Card>
  );
}
