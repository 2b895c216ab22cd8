import { DEMO_CREDENTIALS } from "./gateway/accounts.ts";
import type { EmulatorOptions } from "./options/options.ts";
import { settingsOf } from "./options/settings.ts";
import { type Emulator, startEmulator } from "./start-emulator.ts";

/** An emulator in a terminal. */
export interface TerminalEmulator {
  /** The running emulator. */
  cloud: Emulator;
  /** The access keys of its accounts. */
  keys: readonly string[];
  /** What to print: the URL in the first line, then what to type in another terminal to use the emulator. */
  message: string;
}

/**
 * Starts an emulator in a terminal.
 *
 * @param warn - called with one line when wrong signatures lock an access key
 * @throws the errors of {@link startEmulator}
 * @example
 * const { cloud, message } = await startInTerminal(await optionsOf({ port: "0" }), console.error);
 * console.log(message);
 */
export async function startInTerminal(
  options: EmulatorOptions,
  warn: (line: string) => void,
): Promise<TerminalEmulator> {
  const { accounts, admin } = settingsOf(options);
  const keys = accounts.map(({ ak }) => ak);
  const onKeyLocked: EmulatorOptions["onKeyLocked"] = ({ ak, until }) => {
    const lock = `The access key ${ak} is locked until ${new Date(until).toISOString()}: too many wrong signatures in a row.`;
    const unlock = `curl ${cloud.url}/_emulator/locks -H content-type:application/json -d '{"unlock":"${ak}"}'`;
    warn(admin ? `${lock} To unlock it: ${unlock}` : lock);
  };
  const cloud = await startEmulator({ ...options, onKeyLocked });
  // The secret keys in a configuration belong to the user. The demo account's key opens nothing but an emulator.
  const sk = options.accounts === undefined ? DEMO_CREDENTIALS.sk : "...";
  return { cloud, keys, message: messageOf(cloud.url, keys, sk) };
}

/** Every region of the CDN service in the vendor's SDKs. */
const REGIONS = ["CN_NORTH_1", "AP_SOUTHEAST_1", "EU_WEST_101"];

function messageOf(url: string, [ak = "...", ...others]: readonly string[], sk: string): string {
  return `The emulator listens on ${url}
Press Ctrl-C to stop it. In another terminal, for cdn-export and its samples:

  export CDN_EXPORT_ENDPOINT=${url}
  export HUAWEICLOUD_SDK_AK=${ak}
  export HUAWEICLOUD_SDK_SK=${sk}
  cdn-export get top_url_detail www.example.com --last 7d

For Huawei Cloud's own samples, which read other names:

  export CLOUD_SDK_AK=${ak}
  export CLOUD_SDK_SK=${sk}

In their code, replace the region with the emulator. The SDK then sends nothing to IAM:

  Java, Node   .withEndpoint("${url}")
  Python       .with_endpoint("${url}")
  Go           WithEndpoint("${url}")

To leave the code of a Java or Python program unchanged, set these as well:

${REGIONS.map((region) => `  export HUAWEICLOUD_SDK_REGION_CDN_${region}=${url}`).join("\n")}
  export HUAWEICLOUD_SDK_IAM_ENDPOINT=${url}${others.length > 0 ? `\n\nMore access keys: ${others.join(", ")}` : ""}`;
}
