// No lockfile names a host: it would override the registry of the person who installs. Part of `npm run check`.
import { globSync, readFileSync } from "node:fs";

const files = globSync(["pnpm-lock.yaml", "tools/*/pnpm-lock.yaml"]);
const hosts = files.flatMap((file) =>
  (readFileSync(file, "utf8").match(/^.*(https?:\/\/|tarball:).*$/gm) ?? []).map((line) => `${file}: ${line.trim()}`),
);
for (const host of hosts) console.error(`A lockfile names a host: ${host}`);
if (hosts.length === 0) console.log(`None of ${files.length} lockfiles names a host.`);
process.exitCode = hosts.length > 0 ? 1 : 0;
