// Generated from spec/ by `npm run generate`. Do not edit.
import type { OperationId } from "./operations.ts";

/** A successful answer; no `body` where none is documented. */
export interface Example {
  status: number;
  body?: unknown;
}

/** The first example that the spec has of each operation's success. */
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
