import { spawn } from "node:child_process";

/** Opens a link in the user's browser. The link is printed as well, so a failure isn't an error. */
export function openBrowser(link: string): void {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", link]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", link]
        : ["xdg-open", link];
  const child = spawn(command as string, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
