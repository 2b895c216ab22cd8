// `npm run test:sdks`: installs the vendor's SDKs, runs their programs against the emulator in every case, and compares what they
// report with docs/languages.md. With names as arguments, only these languages: `npm run test:sdks -- Go Java`.
import { readFile } from "node:fs/promises";
import { delimiter } from "node:path";
import { LANGUAGES, type Language, NotInstalled } from "./languages.ts";
import { drawTable, readTable } from "./table.ts";
import { type Results, tryLanguage } from "./try-language.ts";

// Go's installation leaves it to the user to add this folder to PATH, and a shell that isn't interactive may lack it.
process.env.PATH += `${delimiter}/usr/local/go/bin`;

const names = process.argv.slice(2);
const unknown = names.find((name) => !(LANGUAGES as readonly string[]).includes(name));
if (unknown !== undefined) {
  console.error(`test:sdks: there is no language ${unknown}, only ${LANGUAGES.join(", ")}`);
  process.exit(1);
}
const chosen = LANGUAGES.filter((language) => names.length === 0 || names.includes(language));
const documented = readTable(await readFile(new URL("../../../docs/languages.md", import.meta.url), "utf8"));

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const)
  process.once(name, () => {
    process.exitCode = 1;
    stop.abort();
  });

const all = new Map<Language, Results>();
await Promise.all(
  chosen.map(async (language) => {
    try {
      all.set(language, await tryLanguage(language, (name) => documented(language, name), stop.signal));
    } catch (error) {
      const isMissing = error instanceof NotInstalled;
      // CI has every toolchain, so a missing one is a failure there.
      if (!isMissing || process.env.CI) process.exitCode = 1;
      console.error(`${language}: not run: ${(error as Error).message}`);
    }
  }),
);

console.log(drawTable(all));
for (const [language, results] of all)
  for (const [step, { ok, text }] of results)
    if (!ok) {
      process.exitCode = 1;
      console.error(`${language}, ${step}: ${text}`);
    }
