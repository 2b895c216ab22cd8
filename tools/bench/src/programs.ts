// The programs of `npm run bench`. To add one, add a line here and a file in figures/.
import { call } from "./figures/call.ts";
import { download } from "./figures/download.ts";
import { emulator } from "./figures/emulator.ts";
import { importTime } from "./figures/import.ts";
import { packages } from "./figures/packages.ts";
import { query } from "./figures/query.ts";
import { recurring } from "./figures/recurring.ts";
import { recurringRun } from "./figures/recurring-run.ts";
import { report } from "./figures/report.ts";
import { rows } from "./figures/rows.ts";
import { sign } from "./figures/sign.ts";
import { size } from "./figures/size.ts";
import { terminal } from "./figures/terminal.ts";
import { time } from "./figures/time.ts";
import type { Program } from "./program.ts";

/** In the order of the table in docs/performance.md. */
export const PROGRAMS: Record<string, Program> = {
  ...{ size, packages },
  import: importTime,
  ...{ terminal, sign, call, download, rows, emulator, report, query, recurring },
  "recurring-run": recurringRun,
  time,
};

/** Programs that take minutes: `npm run bench` runs them only by name, or with `--quick`. */
export const ON_REQUEST: ReadonlySet<string> = new Set(["recurring-run"]);
