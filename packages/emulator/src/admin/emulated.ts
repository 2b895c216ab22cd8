import type { Settings } from "../options.ts";
import type { Memory } from "../snapshot.ts";

/** What the admin works on: the settings, and all that the cloud remembers. */
export interface Emulated extends Memory {
  settings: Settings;
}
