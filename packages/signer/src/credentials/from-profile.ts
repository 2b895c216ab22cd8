import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import type { Environment } from "./from-env.ts";
import { NoCredentialsError } from "./no-credentials-error.ts";

/** Options of `credentialsFromProfile`. */
export interface ProfileOptions {
  /** @default `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, else `~/.huaweicloud/credentials` */
  readonly file?: string | undefined;
  /** @default process.env */
  readonly env?: Environment | undefined;
}

/**
 * The access key in the profile file of the official SDKs: INI, section `[global]`, then `[basic]`; keys `ak`, `sk`,
 * `security_token`, `domain_id`. The file is read at each call, so that a tool may renew it.
 *
 * The result shows no secret: see {@link hideSecrets}.
 *
 * @throws NoCredentialsError if there is no file or no key in it, Error for half a pair or a file that cannot be read.
 * One line, without a value.
 * @example
 * createSignedFetch(() => credentialsFromProfile());
 */
export async function credentialsFromProfile({ file, env = process.env }: ProfileOptions = {}): Promise<Credentials> {
  const path = file ?? (env.HUAWEICLOUD_SDK_CREDENTIALS_FILE || join(homedir(), ".huaweicloud", "credentials"));
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw nothing(`${path} does not exist`);
    throw new Error(`the profile file ${path} cannot be read: ${error.code}`, { cause: error });
  });
  const profile = parseIni(text);
  for (const section of SECTIONS) {
    const { ak, sk, security_token: securityToken, domain_id: domainId } = profile[section] ?? {};
    if (ak && sk)
      return hideSecrets({ ak, sk, ...(securityToken && { securityToken }), ...(domainId && { domainId }) });
    if (ak || sk)
      throw new Error(`the profile file ${path} has ${ak ? "ak without sk" : "sk without ak"} in [${section}]`);
  }
  const federated = SECTIONS.some((section) => profile[section]?.idp_id);
  throw nothing(
    `${path} has no ak and sk in [global] or [basic]${federated ? "; idp_id is not supported: hand over a function that gets credentials" : ""}`,
  );
}

/** CDN is a global service. */
const SECTIONS = ["global", "basic"] as const;

function nothing(reason: string): NoCredentialsError {
  return new NoCredentialsError([{ link: "profile file", reason }]);
}

/** As the SDKs read it: names in any letter case, `=` or `:`, comments on lines of their own, nothing unquoted. */
function parseIni(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.replace(/^\ufeff/, "").split("\n")) {
    const [, title, name, value] = /^\s*(?:\[\s*([^\]]*?)\s*\]|([^#;\s[][^=:]*?)\s*[=:]\s*(.*?))\s*$/.exec(line) ?? [];
    if (title !== undefined) section = sections[title.toLowerCase()] ??= {};
    else if (name !== undefined && value !== undefined) section[name.toLowerCase()] = value;
  }
  return sections;
}
