import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandTexts, optionsOf } from "./cli/arguments.ts";
import { selfSigned } from "./cli/certificate.ts";
import { DEMO_CREDENTIALS } from "./gateway/accounts.ts";
import type { EmulatorOptions } from "./options/options.ts";
import { settingsOf } from "./options/settings.ts";
import { type Emulator, startEmulator } from "./start-emulator.ts";

export type { CommandTexts };

/** An emulator in a terminal. */
export interface TerminalEmulator {
  /** The running emulator. */
  cloud: Emulator;
  /** The access keys of its accounts. */
  keys: readonly string[];
  /** What to print: the URL in the first line, then what to type in another terminal to use the emulator. */
  message: string;
  /** Resolves when the parent process exits. Only with `exitWithParent`; otherwise, it never resolves. */
  parentExited: Promise<void>;
  /** Stops the emulator, and removes the files that it wrote. */
  close(): Promise<void>;
}

/**
 * Starts an emulator in a terminal, for programs that have the emulator as a command.
 *
 * @param texts - the options, as they were typed
 * @param print - called with one line when wrong signatures lock an access key, and with `log` for every request
 * @throws Error with a message of one line if an option is invalid or the emulator can't listen
 * @example
 * const { cloud, message } = await startInTerminal({ port: "0" }, console.error);
 * console.log(message);
 */
export async function startInTerminal(texts: CommandTexts, print: (line: string) => void): Promise<TerminalEmulator> {
  const options = await optionsOf(texts);
  const { accounts, admin } = settingsOf(options);
  const keys = accounts.map(({ ak }) => ak);
  const onKeyLocked: EmulatorOptions["onKeyLocked"] = ({ ak, until }) => {
    const lock = `The access key ${ak} is locked until ${new Date(until).toISOString()}: too many wrong signatures in a row.`;
    const unlock = `curl ${cloud.url}/_emulator/locks -H content-type:application/json -d '{"unlock":"${ak}"}'`;
    print(admin ? `${lock} To unlock it: ${unlock}` : lock);
  };
  const tls = texts.tls ? selfSigned(Date.now()) : options.tls;
  const cloud = await startEmulator({
    ...options,
    onKeyLocked,
    ...(texts.log && { log: print }),
    ...(tls && { tls }),
  });

  const { portFile } = texts;
  const folder = texts.tls ? await mkdtemp(join(tmpdir(), "cdn-export-emulator-")) : undefined;
  const certificate = folder && join(folder, "certificate.pem");
  async function close() {
    // Standard input would keep the process running.
    if (texts.exitWithParent) process.stdin.unref?.();
    await cloud.close();
    if (portFile !== undefined) await rm(portFile, { force: true });
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
  try {
    if (certificate !== undefined && tls) await writeFile(certificate, tls.cert);
    if (portFile !== undefined) await writeWhole(portFile, `${new URL(cloud.url).port}\n`);
  } catch (error) {
    await close();
    throw error;
  }

  // The secret keys in a configuration belong to the user. The demo account's key opens nothing but an emulator.
  const sk = options.accounts === undefined ? DEMO_CREDENTIALS.sk : "...";
  const message = messageOf(cloud, keys, sk, certificate);
  return { cloud, keys, message, parentExited: texts.exitWithParent ? stdinClosed() : new Promise(() => {}), close };
}

/** Writes a file in one step: a program that waits for the file never reads half of it. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** Standard input closes when the parent exits, even if the parent is killed or started the emulator through npx. */
function stdinClosed(): Promise<void> {
  return new Promise((resolve) => void process.stdin.once("end", resolve).once("error", resolve).resume());
}

/** Every region of the CDN service in the vendor's SDKs. */
const REGIONS = ["CN_NORTH_1", "AP_SOUTHEAST_1", "EU_WEST_101"];

function messageOf({ url, tlsUrl }: Emulator, keys: readonly string[], sk: string, certificate?: string): string {
  const [ak = "...", ...others] = keys;
  const iam = certificate
    ? `  export HUAWEICLOUD_SDK_IAM_ENDPOINT=${tlsUrl}
  export SSL_CERT_FILE=${certificate} REQUESTS_CA_BUNDLE=${certificate}`
    : `  export HUAWEICLOUD_SDK_IAM_ENDPOINT=${url}`;
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

To leave the code of a ${certificate ? "Go or Python program" : "Java or Python program (with --tls: Go or Python)"} unchanged, set these as well:

${REGIONS.map((region) => `  export HUAWEICLOUD_SDK_REGION_CDN_${region}=${url}`).join("\n")}
${iam}${others.length > 0 ? `\n\nMore access keys: ${others.join(", ")}` : ""}`;
}
