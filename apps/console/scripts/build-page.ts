// Bundles the page into dist/page: an HTML file, and everything else under assets/. Nothing is inline, and nothing is loaded from elsewhere.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const source = join(root, "src/page");
const page = join(root, "dist/page");
/** Gets the page's name when it's complete: the build of the command line may be reading it. */
const out = join(root, "dist/page.new");
const assets = join(out, "assets");

/** What a browser loads for the whole page, compressed. */
const MAX_BYTES = 60_000;

rmSync(out, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
await build({
  entryPoints: [
    { in: join(source, "main.tsx"), out: "page" },
    { in: join(source, "styles/page.css"), out: "page" },
  ],
  outdir: assets,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  logLevel: "warning",
  // uPlot's own minified build is 1 kB smaller than what esbuild makes of its module.
  banner: { js: readFileSync(join(root, "node_modules/uplot/dist/uPlot.iife.min.js"), "utf8").trim() },
  plugins: [
    {
      name: "uplot",
      setup({ onLoad }) {
        onLoad({ filter: /uPlot\.esm\.js$/ }, () => ({ contents: "export default uPlot;" }));
      },
    },
  ],
});
copyFileSync(join(source, "index.html"), join(out, "index.html"));
copyFileSync(join(source, "icon.svg"), join(assets, "icon.svg"));
writeFileSync(join(assets, "third-party.txt"), ["preact", "uplot"].map(license).join("\n"));

const loaded = [join(out, "index.html"), ...["page.js", "page.css", "icon.svg"].map((name) => join(assets, name))];
const bytes = loaded
  .map((path) => gzipSync(readFileSync(path), { level: 9 }).length)
  .reduce((sum, one) => sum + one, 0);
console.log(`The page is ${(bytes / 1000).toFixed(1)} kB gzip.`);
if (bytes > MAX_BYTES) {
  console.error(`The page may have at most ${MAX_BYTES / 1000} kB.`);
  process.exitCode = 1;
}
rmSync(page, { recursive: true, force: true });
renameSync(out, page);

function license(name: string): string {
  const folder = join(root, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file to ship`);
  return `${name}\n\n${readFileSync(join(folder, file), "utf8")}`;
}
