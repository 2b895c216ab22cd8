import { homedir } from "node:os";
import { join } from "node:path";

/** Where this program keeps what must outlive it. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  if (env.CDN_EXPORT_STATE) return env.CDN_EXPORT_STATE;
  const home = process.platform === "win32" ? env.LOCALAPPDATA : env.XDG_STATE_HOME;
  return join(home || join(homedir(), ".local", "state"), "cdn-export");
}
