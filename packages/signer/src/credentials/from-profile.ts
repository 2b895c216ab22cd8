import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../base/credentials.ts";
import { decodeText } from "../base/decode-text.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import type { Environment } from "./from-env.ts";
import { NoCredentialsError } from "./no-credentials-error.ts";

/** Options of `credentialsFromProfile`. */
export interface ProfileOptions {
  /**
   * Path of the profile file.
   *
   * @default the variable `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, or `~/.huaweicloud/credentials`
   */
  readonly file?: string | undefined;
  /** Environment variables. @default process.env */
  readonly env?: Environment | undefined;
}

/**
 * Reads the access key from the profile file of the official SDKs.
 *
 * The file is INI: section `[global]`, then `[basic]`, with the keys `ak`, `sk`, `security_token` and `domain_id`. It's
 * read at each call, so that a tool can renew it.
 *
 * The credentials print without secrets: see {@link hideSecrets}.
 *
 * @throws (the promise) NoCredentialsError if there's no file or no key in it, Error for half a pair or an unreadable
 * file. The message has one line and contains no values.
 * @example
 * createSignedFetch(() => credentialsFromProfile());
 */
export async function credentialsFromProfile({ file, env = process.env }: ProfileOptions = {}): Promise<Credentials> {
  const path = file ?? (env.HUAWEICLOUD_SDK_CREDENTIALS_FILE || join(homedir(), ".huaweicloud", "credentials"));
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw nothing(`${path} does not exist`);
    throw new Error(`the profile file ${path} can't be read: ${error.code}`, { cause: error });
  });
  const profile = parseIni(decodeText(bytes));
  for (const section of SECTIONS) {
    const { ak, sk, security_token: securityToken, domain_id: domainId } = profile[section] ?? {};
    if (ak && sk)
      return hideSecrets({ ak, sk, ...(securityToken && { securityToken }), ...(domainId && { domainId }) });
    if (ak || sk)
      throw new Error(`the profile file ${path} has ${ak ? "ak without sk" : "sk without ak"} in [${section}]`);
  }
  const federated = SECTIONS.some((section) => profile[section]?.idp_id);
  throw nothing(
    `${path} has no ak and sk in [global] or [basic]${federated ? "; idp_id isn't supported: pass a function that gets credentials" : ""}`,
  );
}

/** CDN is a global service. */
const SECTIONS = ["global", "basic"] as const;

function nothing(reason: string): NoCredentialsError {
  return new NoCredentialsError([{ link: "profile file", reason }]);
}

/** Parses INI as the SDKs do: names in any letter case, `=` or `:`, comments only on separate lines, quotes kept. */
function parseIni(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, title, name, value] = /^\s*(?:\[\s*([^\]]*?)\s*\]|([^#;\s[][^=:]*?)\s*[=:]\s*(.*?))\s*$/.exec(line) ?? [];
    if (title !== undefined) section = sections[title.toLowerCase()] ??= {};
    else if (name !== undefined && value !== undefined) section[name.toLowerCase()] = value;
  }
  return sections;
}
