// The frame of every view: navigation, where the data comes from, and what is wrong with it.
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Folder } from "../contract.ts";
import { say } from "./base/language.ts";
import { useLive } from "./base/live.ts";
import { type Route, useRoute } from "./base/route.ts";
import { Problem } from "./parts/basics.tsx";
import { FolderNotes } from "./parts/folder-notes.tsx";
import { ThemeChoice } from "./parts/theme-choice.tsx";
import { BillView } from "./views/bill.tsx";
import { CompletenessView } from "./views/completeness.tsx";
import { JobsView } from "./views/jobs.tsx";
import { OverviewView } from "./views/overview.tsx";

interface View {
  path: string;
  title: string;
  show: (folder: Folder, route: Route) => VNode;
}

const VIEWS: readonly View[] = [
  {
    path: "overview",
    title: say("Overview", "概览"),
    show: (folder, { params }) => <OverviewView folder={folder} params={params} />,
  },
  {
    path: "completeness",
    title: say("Completeness", "完整性"),
    show: (folder, { params }) => <CompletenessView folder={folder} params={params} />,
  },
  { path: "jobs", title: say("Jobs", "任务"), show: (folder, route) => <JobsView folder={folder} route={route} /> },
  {
    path: "bill",
    title: say("Bill", "账单"),
    show: (folder, { path, params }) => <BillView folder={folder} month={path[1]} params={params} />,
  },
];

const [OVERVIEW] = VIEWS;

export function App(): VNode {
  const route = useRoute();
  const { folder, failure, jobs } = useLive();
  const view = VIEWS.find(({ path }) => path === route.path[0]) ?? (route.path.length === 0 ? OVERVIEW : undefined);
  const title = view?.title ?? say("Not found", "未找到");
  useEffect(() => {
    document.title = `${title} – cdn-export`;
  }, [title]);
  const running = jobs.filter(({ state }) => state === "running" || state === "queued").length;
  return (
    <>
      <a class="skip" href="#content">
        {say("Skip to content", "跳到内容")}
      </a>
      <header class="top">
        <a class="brand" href="/overview">
          cdn-export
        </a>
        <nav aria-label={say("Views", "视图")}>
          {VIEWS.map(({ path, title }) => (
            <a key={path} href={`/${path}`} aria-current={view?.path === path ? "page" : undefined}>
              {title}
              {path === "jobs" && running > 0 && (
                <span class="count" title={say("running", "运行中")}>
                  {running}
                </span>
              )}
            </a>
          ))}
        </nav>
        {folder && <Source folder={folder} />}
        <ThemeChoice />
      </header>
      <main id="content" tabIndex={-1}>
        <h1 class="hidden">{title}</h1>
        {failure && <Problem message={failure.message} advice={failure.advice} />}
        {!folder && !failure && (
          <p class="loading" role="status">
            {say("Loading…", "正在加载…")}
          </p>
        )}
        {folder && <FolderNotes folder={folder} />}
        {folder && (view ? view.show(folder, route) : <Missing />)}
      </main>
      <footer>
        {say("All times are in GMT+8, like the service's days.", "所有时间均为 GMT+8，与服务的日期一致。")}
      </footer>
    </>
  );
}

const MODES: Readonly<Record<Folder["mode"], string>> = {
  folder: say("Read only", "只读"),
  emulator: say("Emulator", "模拟器"),
  live: say("Live", "真实服务"),
};

/** Whether jobs go to the real service, and which folder is shown. */
function Source({ folder: { mode, path, endpoint } }: { folder: Folder }): VNode {
  return (
    <div class="source">
      <span class={`mode ${mode}`} title={endpoint}>
        {MODES[mode]}
      </span>
      <span class="path" title={path}>
        {path}
      </span>
    </div>
  );
}

function Missing(): VNode {
  return (
    <p>
      {say("There is no such view.", "没有这个视图。")} <a href="/overview">{say("Go to the overview", "前往概览")}</a>
    </p>
  );
}
