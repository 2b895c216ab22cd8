// The files of the folder.
import type { VNode } from "preact";
import type { Files } from "../../../contract.ts";
import { countText, minuteText, periodText, valueText } from "../../base/format.ts";
import { say } from "../../base/language.ts";
import { useLive } from "../../base/live.ts";
import { useData } from "../../base/load.ts";
import { domainsText } from "../../base/names.ts";
import { Card, CsvLink, Ready } from "../../parts/basics.tsx";

export function FilesView(): VNode {
  const { version } = useLive();
  const loaded = useData<Files>("/api/files", version);
  return (
    <Ready of={loaded}>
      {({ files }) => (
        <Card
          title={say(`Saved files: ${files.length}`, `已保存的文件：${files.length}`)}
          tools={<CsvLink href="/api/files.csv" />}
        >
          <div class="wide">
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">{say("File", "文件")}</th>
                  <th scope="col">{say("Statistic", "统计类型")}</th>
                  <th scope="col">{say("Domains", "域名")}</th>
                  <th scope="col">{say("Period (GMT+8)", "时间段 (GMT+8)")}</th>
                  <th scope="col" class="number">
                    {say("Rows", "行数")}
                  </th>
                  <th scope="col" class="number">
                    {say("Size", "大小")}
                  </th>
                  <th scope="col">{say("Exported (GMT+8)", "导出时间 (GMT+8)")}</th>
                  <th scope="col">{say("State", "状态")}</th>
                </tr>
              </thead>
              <tbody>
                {files.map((file) => (
                  <tr key={file.id}>
                    <th scope="row">
                      <a href={`/jobs/files/${encodeURIComponent(file.id)}`}>{file.path}</a>
                    </th>
                    <td>
                      <code>{file.action}</code>
                    </td>
                    <td>{domainsText(file.domains)}</td>
                    <td>{periodText(file.from, file.to)}</td>
                    <td class="number">{file.rows === undefined ? "" : countText(file.rows)}</td>
                    <td class="number">{valueText(file.bytes, "byte")}</td>
                    <td>{minuteText(file.createdAt)}</td>
                    <td>{stateText(file)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
      )}
    </Ready>
  );
}

function stateText({ provisional, restated, verified }: Files["files"][number]): string {
  return [
    provisional && say("provisional", "暂定"),
    restated && say("restated after late data", "因迟到数据而更正"),
    verified === true && say("verified", "已核对"),
    verified === false && say("not verifiable", "无法核对"),
  ]
    .filter(Boolean)
    .join(say(", ", "，"));
}
