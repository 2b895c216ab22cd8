import { BODIES } from "./bodies.ts";
import { CALLS } from "./calls.ts";
import { CAUSES } from "./causes.ts";
import { CREDENTIALS } from "./credentials.ts";
import { EXPLANATIONS } from "./explanations.ts";
import { FILES } from "./files.ts";
import { FLEET } from "./fleet.ts";
import { FOLDERS } from "./folders.ts";
import { PROGRAMS } from "./programs.ts";
import { QUERIES } from "./queries.ts";
import { REPORTS } from "./reports.ts";
import { STORES } from "./stores.ts";
import type { Translation } from "./translation.ts";

export const TRANSLATIONS: readonly Translation[] = [
  ...QUERIES,
  ...CALLS,
  ...STORES,
  ...PROGRAMS,
  ...FILES,
  ...FOLDERS,
  ...REPORTS,
  ...CREDENTIALS,
  ...EXPLANATIONS,
  ...CAUSES,
  ...BODIES,
  ...FLEET,
];
