/** An account of the cloud, with one key. Accounts never see each other's tasks. */
export interface Account {
  ak: string;
  sk: string;
  /** Account id: what `X-Domain-Id` must say where it is sent, and what the IAM look-up answers. */
  domainId: string;
  /** Makes the key temporary: `X-Security-Token` must then hold this. */
  securityToken?: string;
  /** IAM token: `X-Auth-Token` with this value takes the place of a signature. */
  authToken?: string;
  /**
   * The domains that the account owns: others are refused with CDN.0201, and `all` stands for these. Left out, every
   * well-formed domain passes, and `all` stands for three domains of example.com.
   */
  domains?: readonly string[];
}

/** Key of the default account. Not a secret: it opens nothing but an emulator. */
export const DEMO_CREDENTIALS: { readonly ak: string; readonly sk: string; readonly domainId: string } = {
  ak: "EMULATORDEMOAK000001",
  sk: "not-a-secret-demo-sk",
  domainId: "00000000000000000000000000000001",
};

/** What `all` stands for when an account names no domains. */
export const DEMO_DOMAINS: readonly string[] = ["www.example.com", "static.example.com", "download.example.com"];

/** @throws TypeError when two accounts share a key or a token, or a value is missing. */
export function checkAccounts(accounts: readonly Account[]): void {
  const seen = new Set<string>();
  for (const [i, account] of accounts.entries()) {
    // Accounts also come from JSON, where no compiler has looked at them.
    const { ak, sk, domainId, authToken, domains = [] } = Object(account) as Account;
    if (![ak, sk, domainId].every(isText)) throw new TypeError(`account ${i}: ak, sk and domainId are all needed`);
    if (!Array.isArray(domains) || !domains.every(isText)) throw new TypeError(`account ${i}: domains must be names`);
    for (const key of [`ak ${ak}`, ...(authToken === undefined ? [] : [`token ${authToken}`])]) {
      if (seen.has(key)) throw new TypeError(`account ${i}: its key or token belongs to another account already`);
      seen.add(key);
    }
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
