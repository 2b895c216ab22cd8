// Exports: those that run, a form for a new one, and the files that they saved.
import type { VNode } from "preact";
import type { Folder } from "../../contract.ts";
import { say } from "../base/language.ts";
import type { Route } from "../base/route.ts";
import { FileView } from "./jobs/file.tsx";
import { FilesView } from "./jobs/files.tsx";
import { JobView } from "./jobs/job.tsx";
import { JobList } from "./jobs/list.tsx";
import { NewJobView } from "./jobs/new.tsx";

export function JobsView({ folder, route: { path, params } }: { folder: Folder; route: Route }): VNode {
  const [, part, id] = path;
  const tabs = [
    { href: "/jobs", text: say("Exports", "导出"), isHere: part === undefined || (part !== "new" && part !== "files") },
    { href: "/jobs/new", text: say("New export", "新建导出"), isHere: part === "new" },
    { href: "/jobs/files", text: say("Saved files", "已保存的文件"), isHere: part === "files" },
  ];
  return (
    <>
      <nav class="tabs" aria-label={say("Jobs", "任务")}>
        {tabs.map(({ href, text, isHere }) => (
          <a key={href} href={href} aria-current={isHere ? "page" : undefined}>
            {text}
          </a>
        ))}
      </nav>
      {part === undefined && <JobList folder={folder} />}
      {part === "new" && <NewJobView folder={folder} params={params} />}
      {part === "files" && (id === undefined ? <FilesView /> : <FileView key={id} id={id} />)}
      {part !== undefined && part !== "new" && part !== "files" && <JobView key={part} id={part} />}
    </>
  );
}
