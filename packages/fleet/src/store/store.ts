import { FleetError } from "../fleet-error.ts";

/** A file that is going to be stored. */
export interface StoredFile {
  /** The path of the complete file on this machine. */
  local: string;
  /** Its size. */
  bytes: number;
  /** The SHA-256 hash of its content, as 64 lower-case hexadecimal digits. */
  sha256: string;
  /** Called right before the file appears in the store. If it rejects, the store stays as it is. */
  confirm: () => Promise<void>;
  /** Aborts the upload. */
  signal: AbortSignal;
}

/** Where a fleet's files go. Made by `folderStore` and `s3Store`, or your own. Paths have `/` as the separator. */
export interface FleetStore {
  /** The place, for messages. Without secrets. */
  readonly location: string;
  /** Stores a file as a whole, and replaces an earlier one. @throws FleetError `STORE_CANNOT_WRITE` */
  put(path: string, file: StoredFile): Promise<void>;
  /** Removes a file. A file that doesn't exist isn't an error. */
  remove(path: string): Promise<void>;
  /** Writes an empty file. */
  mark(path: string): Promise<void>;
  /** Whether a file exists. */
  has(path: string): Promise<boolean>;
}

/** The system's reason, without the text of a response, which may contain a signature. */
export function storeError(location: string, error: unknown): FleetError {
  const {
    code,
    name = "Error",
    $metadata,
  } = Object(error) as {
    code?: string;
    name?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const what = code ?? name;
  const reason = code === "ENOSPC" ? "it is full" : status === undefined ? what : `${what}, HTTP ${status}`;
  return new FleetError("STORE_CANNOT_WRITE", `${location} can't be written: ${reason}`, {
    advice: "Nothing is lost: the fleet tries again",
    cause: error,
  });
}
