// The saved files, and their rows.
import type { Action, Files, SavedFile } from "../../contract.ts";
import type { ViewContext } from "./context.ts";

export function filesOf({ data }: ViewContext): Files {
  const files = [...data.records()].flatMap(([id, { query, file, found }]): SavedFile[] => {
    if (query === undefined || file === undefined) return [];
    return [
      {
        id,
        path: file.path,
        action: query.action as Action,
        domains: query.domains,
        from: Number(query.from),
        to: Number(query.to),
        bytes: file.bytes,
        ...(found && { rows: found.rows }),
        createdAt: file.createdAt,
        provisional: file.provisional,
        restated: file.restated ?? false,
        ...(file.verified !== undefined && { verified: file.verified }),
      },
    ];
  });
  return { files: files.sort((a, b) => b.to - a.to || (a.id < b.id ? -1 : 1)) };
}
