/** The ledger in a folder. Hidden, so that `rm exports/*` keeps it: without the ledger, everything is exported again. */
export const LEDGER = ".cdn-export.ledger";
