import { once } from "node:events";
import { DEMO_CREDENTIALS, type Emulator, type EmulatorOptions, startEmulator } from "@cdn-export/emulator";
import { type CommandTexts, optionsOf } from "@cdn-export/emulator/cli";
import type { Run } from "../../shared/command.ts";
import { UsageError } from "../../terminal/errors.ts";
import type { SessionOptions } from "../../terminal/session.ts";

export const run: Run<[], CommandTexts & Partial<SessionOptions>> = async (_, given, session) => {
  // The output flags are no options of the emulator, which knows its own.
  const { json: _json, quiet: _quiet, debug: _debug, ...texts } = given;
  const options = await optionsOf(texts).catch(refuse);
  const cloud = await startEmulator(options).catch(refuse);
  tellHow(cloud, options, (value, text) => session.result(value, text));
  if (!session.signal.aborted) await once(session.signal, "abort");
  // Ctrl-C is how it ends.
  await cloud.close();
  return 0;
};

function tellHow({ url }: Emulator, { accounts }: EmulatorOptions, tell: (value: object, text: string) => void): void {
  const { ak, sk } = DEMO_CREDENTIALS;
  const keys = accounts?.map((account) => account.ak);
  // The secret keys of a configuration are the user's own; that of the demo account opens nothing.
  const exported = keys
    ? [`  export HUAWEICLOUD_SDK_AK=${keys[0] ?? "..."}`, "  export HUAWEICLOUD_SDK_SK=..."]
    : [`  export HUAWEICLOUD_SDK_AK=${ak}`, `  export HUAWEICLOUD_SDK_SK=${sk}`];
  const lines = [
    `The emulator listens on ${url}`,
    "Ctrl-C ends it. In another terminal:",
    "",
    ...exported,
    `  export CDN_EXPORT_ENDPOINT=${url}`,
    "  cdn-export get top_url_detail www.example.com --last 7d",
    ...(keys && keys.length > 1 ? ["", `Keys: ${keys.join(", ")}`] : []),
  ];
  tell({ url, keys: keys ?? [ak] }, lines.join("\n"));
}

function refuse(error: NodeJS.ErrnoException): never {
  // That a port is taken is no mistake in the arguments, but they mend it.
  throw new UsageError(error.message, { cause: error });
}
