#!/usr/bin/env node
import { once } from "node:events";
import { HELP, readArguments } from "./cli/arguments.ts";
import { DEMO_CREDENTIALS } from "./gateway/accounts.ts";
import type { EmulatorOptions } from "./options/options.ts";
import { startEmulator } from "./start-emulator.ts";

process.exitCode = await main(process.argv.slice(2));

/** Runs until it is told to stop. What the process ends with: 0, or 1 after one line on stderr. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const options = await readArguments(args);
    if (options === undefined) {
      console.log(HELP);
      return 0;
    }
    const cloud = await startEmulator(options);
    console.log(greeting(cloud.url, options));
    const stop = new AbortController();
    const { signal } = stop;
    await Promise.race([once(process, "SIGINT", { signal }), once(process, "SIGTERM", { signal })]);
    stop.abort();
    await cloud.close();
    return 0;
  } catch (error) {
    console.error(`cdn-export-emulator: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

/** The first line holds the URL and nothing else after it, for programs that start this one. */
function greeting(url: string, { accounts }: EmulatorOptions): string {
  const { ak, sk, domainId } = DEMO_CREDENTIALS;
  const keys = accounts?.map((account) => account.ak).join(", ");
  return [
    `cdn-export-emulator listens on ${url}`,
    keys === undefined ? `ak ${ak}  sk ${sk}  account id ${domainId}` : `keys: ${keys}`,
    `official SDKs: HUAWEICLOUD_SDK_REGION_CDN_CN_NORTH_1=${url} HUAWEICLOUD_SDK_IAM_ENDPOINT=${url}`,
  ].join("\n");
}
