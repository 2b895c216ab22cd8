/** An account with one access key. Accounts never see each other's tasks. */
export interface Account {
  /** The access key (AK). */
  ak: string;
  /** The secret key (SK). */
  sk: string;
  /** The account ID. `X-Domain-Id` must match it if it is sent, and IAM returns it. */
  domainId: string;
  /** Makes the key temporary: `X-Security-Token` must have this value. @default the key is permanent */
  securityToken?: string;
  /** An IAM token: a request with this value in `X-Auth-Token` needs no signature. @default none */
  authToken?: string;
  /**
   * The domains of the account. Others are CDN.0201, and `all` means these.
   * @default every well-formed domain is valid, and `all` means three domains of example.com
   */
  domains?: readonly string[];
}

/** The access key, secret key and account ID of the default account. Not a secret: the key opens nothing but an emulator. */
export const DEMO_CREDENTIALS: { readonly ak: string; readonly sk: string; readonly domainId: string } = {
  ak: "EMULATORDEMOAK000001",
  sk: "not-a-secret-demo-sk",
  domainId: "00000000000000000000000000000001",
};

/** The meaning of `all` for an account without `domains`. */
export const DEMO_DOMAINS: readonly string[] = ["www.example.com", "static.example.com", "download.example.com"];

/** @throws TypeError if two accounts share a key or a token, or if a value is missing. */
export function checkAccounts(accounts: readonly Account[]): void {
  const seen = new Set<string>();
  for (const [i, account] of accounts.entries()) {
    // Accounts can come from JSON, which the compiler hasn't checked.
    const { ak, sk, domainId, authToken, domains = [] } = Object(account) as Account;
    if (![ak, sk, domainId].every(isText)) throw new TypeError(`account ${i}: ak, sk and domainId are required`);
    if (!Array.isArray(domains) || !domains.every(isText))
      throw new TypeError(`account ${i}: domains must be a list of names`);
    for (const key of [`ak ${ak}`, ...(authToken === undefined ? [] : [`token ${authToken}`])]) {
      if (seen.has(key)) throw new TypeError(`account ${i}: another account has the same key or token`);
      seen.add(key);
    }
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
