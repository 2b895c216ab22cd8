import type { Settings } from "../options/settings.ts";
import type { Memory } from "../state/memory.ts";

/** What the admin works on: the settings, and all that the cloud remembers. */
export interface Emulated extends Memory {
  settings: Settings;
}
