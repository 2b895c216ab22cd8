import type { ServiceArea } from "@cdn-export/api";
import { DAY_MS } from "./calendar.ts";
import { nameOf, type Points } from "./points.ts";
import { isComplete, type ReportOptions, type Selection, type Series, State, select, statesOf } from "./select.ts";

/** A period for which points of one series are missing. */
export interface Gap {
  /** Where the traffic was served. */
  readonly area: ServiceArea;
  /** The domain. If exports have only a sum: `all`, or the names of its domains. */
  readonly domain: string;
  /** The carrier, in carrier data. */
  readonly carrier?: string;
  /** The start of the period. */
  readonly from: Date;
  /** The end of the period, exclusive. */
  readonly to: Date;
  /** The number of missing points. */
  readonly points: number;
  /** Seconds between them. */
  readonly interval: number;
  /** `"not exported"`: no export covers the period. `"absent"`: an export does, but has no value. */
  readonly cause: "not exported" | "absent";
}

/**
 * The gaps of each series, in order of time. Absent points are gaps unless they are taken as zero.
 *
 * @throws ReportError if no export has data for the period, or if data would count twice.
 */
export function gaps(points: Points, options: ReportOptions = {}): Gap[] {
  const selection = select(points, options);
  const found = selection.series.flatMap((series) => [...gapsOf(selection, series)]);
  return found.sort((a, b) => a.from.getTime() - b.from.getTime());
}

function* gapsOf(selection: Selection, series: Series): Generator<Gap> {
  const { area, domains, carrier } = series;
  const info = { area, domain: nameOf(domains), ...(carrier !== undefined && { carrier }) };
  for (const run of runsOf(selection, series)) if (isGap(run.state)) yield { ...info, ...periodOf(run) };
}

/** Neighbouring points of one state and interval. */
interface Run {
  state: number;
  from: number;
  to: number;
  step: number;
}

/** The runs of a series in order of time, without those of complete days. */
function* runsOf(selection: Selection, series: Series): Generator<Run> {
  let run: Run | undefined;
  for (const day of selection.days) {
    const states = statesOf(selection, series, day);
    if (isComplete(states)) {
      if (run) yield run;
      run = undefined;
      continue;
    }
    const step = DAY_MS / states.length;
    for (const [i, state] of states.entries()) {
      const from = day + i * step;
      if (run?.state === state && run.step === step) run.to = from + step;
      else {
        if (run) yield run;
        run = { state, from, to: from + step, step };
      }
    }
  }
  if (run) yield run;
}

function periodOf({ state, from, to, step }: Run): Pick<Gap, "from" | "to" | "points" | "interval" | "cause"> {
  const cause = state === State.absent ? "absent" : "not exported";
  return { from: new Date(from), to: new Date(to), points: (to - from) / step, interval: step / 1000, cause };
}

function isGap(state: number): boolean {
  return state === State.absent || state === State.uncovered;
}
