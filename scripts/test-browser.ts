// `npm run test:browser`: drives the console's page in Chromium. `-- --pictures` writes the pictures of the documents,
// and `-- --bench` measures, instead.
import { existsSync } from "node:fs";
import { build, run } from "./steps.ts";

// biome-ignore lint/suspicious/noUndeclaredEnvVars: npm starts this program, not turbo, so no cached result depends on it.
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const [flag] = process.argv.slice(2);

if (!existsSync(chromium)) {
  console.log(
    `test:browser: skipped, because ${chromium} doesn't exist. Install Debian's package chromium, or set CHROMIUM to another path.`,
  );
  // A CI machine has it.
  process.exit(process.env.CI ? 1 : 0);
}
build();
process.chdir("apps/console");
const succeeded =
  flag === "--bench" || flag === "--pictures"
    ? run("node", `test/browser/${flag.slice(2)}.ts`)
    : run("node_modules/.bin/vitest", "run", "--config", "vitest.browser.config.ts");
process.exitCode = succeeded ? 0 : 1;
