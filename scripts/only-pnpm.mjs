// Runs before `pnpm install` and instead of yarn, and stops both unless it's the pnpm that wrote the lockfile.
import { readFileSync } from "node:fs";

const { packageManager } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
// "pnpm/10.34.9 npm/? node/v24.21.0 linux x64"
// biome-ignore lint/suspicious/noUndeclaredEnvVars: pnpm and yarn start this program, not turbo.
const [running] = (process.env.npm_config_user_agent ?? "").split(" ");
if (running !== packageManager.replace("@", "/")) {
  console.error(
    `Only ${packageManager} installs this workspace. Run \`npm run demo\` or \`npm test\`: both install it first.`,
  );
  process.exitCode = 1;
}
