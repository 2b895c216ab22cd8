// Traffic and requests over time, totals, and the largest names.
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Folder, Overview, Tops } from "../../contract.ts";
import { say } from "../base/language.ts";
import { useLive } from "../base/live.ts";
import { useData } from "../base/load.ts";
import { Ready } from "../parts/basics.tsx";
import { Marked } from "../parts/marked.tsx";
import { Filters } from "./overview/filters.tsx";
import { Gaps } from "./overview/gaps.tsx";
import { KeyFigures } from "./overview/key-figures.tsx";
import { overviewQuery, selectionOf, topsQuery } from "./overview/selection.ts";
import { SharesCard, StatusCard } from "./overview/shares.tsx";
import { TimeCard } from "./overview/time-card.tsx";
import { TopCards } from "./overview/top-cards.tsx";

export function OverviewView({ folder, params }: { folder: Folder; params: URLSearchParams }): VNode {
  const { version } = useLive();
  const text = params.toString();
  const selection = useMemo(() => selectionOf(new URLSearchParams(text), folder), [text, folder]);
  const hasPoints = folder.data.some(({ interval }) => interval !== undefined);
  const overview = useData<Overview>(
    selection && hasPoints ? `/api/overview?${overviewQuery(selection)}` : undefined,
    version,
  );
  const tops = useData<Tops>(selection ? `/api/tops?${topsQuery(selection)}` : undefined, version);
  if (selection === undefined) return <Empty folder={folder} />;
  return (
    <>
      <Filters folder={folder} selection={selection} />
      {hasPoints && (
        <Ready of={overview}>
          {(data) => (
            <div class={overview.isLoading ? "view stale" : "view"}>
              <KeyFigures data={data} />
              <TimeCard data={data} selection={selection} />
              <Gaps data={data} />
              <div class="grid">
                <SharesCard data={data} selection={selection} />
                <StatusCard data={data} selection={selection} />
              </div>
            </div>
          )}
        </Ready>
      )}
      <Ready of={tops}>
        {(data) => (
          <div class={tops.isLoading ? "view stale" : "view"}>
            <TopCards data={data} selection={selection} />
          </div>
        )}
      </Ready>
    </>
  );
}

function Empty({ folder }: { folder: Folder }): VNode {
  if (folder.state === "reading")
    return <p class="loading">{say("The first day is being read…", "正在读取第一天的数据…")}</p>;
  return (
    <div class="empty">
      <h2>{say("No data yet", "还没有数据")}</h2>
      <p>
        <Marked
          text={say(
            "This page shows the files of a folder that `cdn-export sync` keeps complete. This folder has none.",
            "本页面显示 `cdn-export sync` 维护的文件夹中的文件。此文件夹还没有文件。",
          )}
        />
      </p>
      {folder.jobsOff ? null : (
        <a class="button primary" href="/jobs/new">
          {say("Export a day", "导出一天的数据")}
        </a>
      )}
    </div>
  );
}
