/** The name of the ledger in a folder. Hidden, so that `rm exports/*` keeps it: without the ledger, everything is exported again. */
export const LEDGER_NAME = ".cdn-export.ledger";
