// What `npm run bench` measures. A new figure is one line here and one file in figures/.
import type { Figure } from "./figure.ts";
import { callFigures } from "./figures/call.ts";
import { downloadFigures } from "./figures/download.ts";
import { emulatorFigures } from "./figures/emulator.ts";
import { importFigures } from "./figures/import.ts";
import { packageFigures } from "./figures/packages.ts";
import { recurringFigures } from "./figures/recurring.ts";
import { recurringRunFigures } from "./figures/recurring-run.ts";
import { signFigures } from "./figures/sign.ts";
import { sizeFigures } from "./figures/size.ts";
import { terminalFigures } from "./figures/terminal.ts";
import { timeFigures } from "./figures/time.ts";

/** @param quick - fewer rounds, for a machine that only has to see whether it runs. */
export type Program = (quick: boolean) => Promise<Figure[]>;

/** In the order of the README's table. */
export const PROGRAMS: Record<string, Program> = {
  size: sizeFigures,
  packages: packageFigures,
  import: importFigures,
  terminal: terminalFigures,
  sign: signFigures,
  call: callFigures,
  download: downloadFigures,
  emulator: emulatorFigures,
  recurring: recurringFigures,
  "recurring-run": recurringRunFigures,
  time: timeFigures,
};

/** Takes minutes: measured when it is named, and with `--quick`. */
export const ON_REQUEST: ReadonlySet<string> = new Set(["recurring-run"]);
