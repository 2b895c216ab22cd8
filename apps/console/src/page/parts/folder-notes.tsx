// What is wrong with the folder, and how far reading it is.
import type { VNode } from "preact";
import type { Folder } from "../../contract.ts";
import { dayText, valueText } from "../base/format.ts";
import { inLanguage, say } from "../base/language.ts";
import { FailureText, Progress } from "./basics.tsx";

export function FolderNotes({ folder }: { folder: Folder }): VNode {
  const { state, progress, failure, problems } = folder;
  return (
    <>
      {failure && <FailureText of={failure} />}
      {state === "reading" && <Reading progress={progress} />}
      {problems.length > 0 && (
        <details class="problem">
          <summary>
            {say(
              `${problems.length} ${problems.length === 1 ? "file is" : "files are"} left out of the figures`,
              `有 ${problems.length} 个文件未计入数字`,
            )}
          </summary>
          <ul>
            {problems.map(({ id, path, failure }) => (
              <li key={id}>
                <code>{path}</code>: {inLanguage(failure.message)} {failure.advice && inLanguage(failure.advice)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Reading({ progress }: Pick<Folder, "progress">): VNode {
  const { files, ofFiles, bytes, ofBytes, readFrom } = progress;
  const since = readFrom === undefined ? "" : say(`, back to ${dayText(readFrom)}`, `，已读到 ${dayText(readFrom)}`);
  const [done, all] = [valueText(bytes, "byte"), valueText(ofBytes, "byte")];
  return (
    <Progress
      label={say(
        `Reading files, newest first: ${files} of ${ofFiles}, ${done} of ${all}${since}`,
        `正在读取文件，从最新开始：${files} / ${ofFiles}，${done} / ${all}${since}`,
      )}
      {...(ofBytes > 0 && { value: bytes, max: ofBytes })}
    />
  );
}
