/** How to reach Postgres. */
export interface PostgresOptions {
  /** `postgres://USER@HOST:PORT/DATABASE`. TLS is verified, except on this machine and with `?sslmode=disable`. */
  url: string;
  /** The password, or a function that returns one. @default PGPASSWORD, or the file ~/.pgpass */
  password?: string | (() => string | Promise<string>);
  /** Certificates of the authority that signed the server's, as PEM text. @default those of Node */
  ca?: string;
  /** The schema of the fleet's tables. pg-boss has its own next to it. One fleet for each schema. @default "cdn_export" */
  schema?: string;
}
