// What a folder of `sync` contains, for programs that read it. Node only.
export { QueryError, type QueryErrorCode } from "../query/error.ts";
export type { QueryColumn, QueryValue } from "../query/messages.ts";
export type { QueryResult } from "../query/run.ts";
export type { Damage } from "./checked-file.ts";
export { damageOf } from "./checked-file.ts";
export type {
  ExportFolder,
  FolderContents,
  FolderOptions,
  FolderPoints,
  FolderTopLists,
  PointAction,
  TopAction,
  WindowContents,
} from "./folder.ts";
export { openFolder } from "./folder.ts";
export { LEDGER_NAME } from "./ledger-name.ts";
export type { FolderQueryResult, QueryOptions, ReadOptions, ReadProgress } from "./options.ts";
export type { Period, StatedWindow, WindowState, WindowStatesOptions } from "./window-states.ts";
export { lastCompleteDay, statesByDay, WINDOW_STATES, windowStates } from "./window-states.ts";
export type { FolderWindow, LeftOut, WindowChoice } from "./windows.ts";
export { isWhole, windowOf } from "./windows.ts";
