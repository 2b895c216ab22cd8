// Installs what is missing, then runs a command with the project's own tools on PATH. Needs Node >= 20.19 and npm only.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `Node ${process.versions.node} is too old: this project needs Node 20.19 or newer. Install it, then run the command again.`,
  );
}
const root = fileURLToPath(new URL("..", import.meta.url));
const windows = process.platform === "win32";
const stamp = join(root, "node_modules", ".installed");
const state = createHash("sha256")
  .update(readFileSync(join(root, "pnpm-lock.yaml")))
  .update(`${process.platform}-${process.arch}`)
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== state) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  process.stderr.write(`Installing the tools with ${packageManager} (once, about half a minute) ...\n`);
  install("npx", ["-y", packageManager, "install", "--frozen-lockfile"], root);
  // With `ignore-scripts=true` in npm's configuration, the package `node` hasn't fetched its program.
  const node = join(root, "node_modules", "node");
  if (!existsSync(join(node, "bin", windows ? "node.exe" : "node")))
    install("node", ["installArchSpecificPackage.js"], node);
  writeFileSync(stamp, state);
}

const [command, ...args] = process.argv.slice(2);
const tools = [join(root, "node_modules", "node", "bin"), join(root, "node_modules", ".bin")];
const env = {
  ...process.env,
  PATH: [...tools, process.env.PATH].join(delimiter),
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};
const child = spawn(command, args, { cwd: root, stdio: "inherit", env, shell: windows });
// Ctrl-C reaches the whole foreground group: the child decides how to end, this process only passes the result on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
child.on("error", (error) => fail(`Cannot start ${command}: ${error.message}`));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));

/** Runs a step of the installation. Its output only matters when it fails. */
function install(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: windows,
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return;
  fail(
    `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}\nThe installation failed: see above. Is the npm registry reachable?`,
  );
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
