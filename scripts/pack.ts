// `npm run pack`: leaves the packages as tarballs in a folder, and prints the command that installs them elsewhere.
import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { pack } from "./packed/tarballs.ts";

const folder = resolve("tarballs");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
// All at once: they depend on each other, and the registry doesn't have them yet.
const tarballs = pack(folder).map(({ tarball }) => (tarball.includes(" ") ? `"${tarball}"` : tarball));
console.log(`To use the packages in another project, run this there:\n\nnpm install ${tarballs.join(" ")}`);
