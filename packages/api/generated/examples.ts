// Generated from spec/ by `npm run generate`. Do not edit.
import type { OperationId } from "./operations.ts";

/** A successful response. */
export interface Example {
  /** HTTP status. */
  status: number;
  /** Parsed JSON body, absent if none is documented. */
  body?: unknown;
  /** Media type of a body that isn't JSON. */
  type?: string;
  /** The body as it's sent: one that isn't JSON, or JSON with a whole number beyond 2^53. */
  text?: string;
}

/**
 * A successful response of each operation: the first example in the spec, or a value that the schema accepts if the
 * spec has no example.
 */
export const examples: Readonly<Record<OperationId, Example>> = {
  "createExportTask": {
    "status": 200
  },
  "listExportTasks": {
    "status": 200,
    "body": {
      "total": 1,
      "data": [
        {
          "task_id": "5f0c2a4e9b7d41c8a3e6f1d2b4c59780",
          "task_name": "149751000000",
          "status": "success",
          "download_link": "https://downloads.example.com/149751000000",
          "create_time": 1794103200000,
          "update_time": 1794103260000
        }
      ]
    }
  }
};
