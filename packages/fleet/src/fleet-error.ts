import { CdnExportError } from "@cdn-export/api/base-error";

/**
 * The fleet can't start or continue. `code` says why:
 *
 * - `POSTGRES_UNREACHABLE`, `POSTGRES_REFUSED`: no connection; the message names the server and the reason
 * - `POSTGRES_POOLED`: a pooler such as pgbouncer shares connections between transactions, so no lock holds
 * - `FLEET_VERSION`: a newer version of the fleet has changed the database
 * - `FLEET_MIXED`: the database belongs to a fleet with another store, or the store isn't mounted
 * - `FLEET_OPTIONS`: an option is invalid
 * - `STORE_CANNOT_WRITE`: the store is full or refuses the file; the system's error is the `cause`
 * - `TURN_LOST`: another worker has the account's turn
 */
export class FleetError extends CdnExportError {
  override readonly name = "FleetError";
}
