// Generated from spec/ by `npm run generate`. Do not edit.
/**
 * Makes a client of openapi-fetch send lists as the spec says, and read bodies that aren't JSON. Returns the client itself
 * if no operation needs that.
 */
export function asSpecified<Client extends object>(client: Client): Client {
  return client;
}
