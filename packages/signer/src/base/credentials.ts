/** An access key. The field names are the service's own. */
export interface Credentials {
  /** Access key ID. It isn't a secret. */
  readonly ak: string;
  /** Secret access key. It never leaves the process. */
  readonly sk: string;
  /** Token of temporary credentials. Sent as X-Security-Token and signed. */
  readonly securityToken?: string | undefined;
  /** Account ID. Sent as X-Domain-Id and signed. The documentation of global services (CDN, IAM, OBS) asks for it. */
  readonly domainId?: string | undefined;
}

/** An IAM token, sent as X-Auth-Token. Requests with it aren't signed. */
export interface AuthToken {
  /** The token. It's valid for 24 hours. */
  readonly authToken: string;
}

/** Credentials, or a function that returns fresh ones before each request. */
export type CredentialSource =
  | Credentials
  | AuthToken
  | (() => Credentials | AuthToken | Promise<Credentials | AuthToken>);
