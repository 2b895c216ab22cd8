/** An access key. The field names are the service's own. */
export interface Credentials {
  /** Access key id. */
  readonly ak: string;
  /** Secret access key. It never leaves the process. */
  readonly sk: string;
  /** Of temporary credentials; sent as X-Security-Token, signed. */
  readonly securityToken?: string | undefined;
  /** Account id; sent as X-Domain-Id, signed. Global services (CDN, IAM, OBS) ask for it. */
  readonly domainId?: string | undefined;
}

/** An IAM token, sent as X-Auth-Token. Requests are not signed. */
export interface AuthToken {
  readonly authToken: string;
}

/** Credentials, or a function that hands out fresh ones before each request. */
export type CredentialSource =
  | Credentials
  | AuthToken
  | (() => Credentials | AuthToken | Promise<Credentials | AuthToken>);
