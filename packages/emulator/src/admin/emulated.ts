import type { Memory } from "../memory.ts";
import type { Settings } from "../settings.ts";

/** What the admin works on: the settings, and all that the cloud remembers. */
export interface Emulated extends Memory {
  settings: Settings;
}
