// Installs the runtimes if they are missing (about 700 MB).
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const lockfile = readFileSync(`${folder}/pnpm-lock.yaml`, "utf8");
const stamp = `${folder}/node_modules/.installed`;
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lockfile) {
  const { status } = spawnSync("pnpm", ["install", "--frozen-lockfile", "--reporter=silent"], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, lockfile);
}
