export type { EmulatedTask } from "./admin/emulated-task.ts";
export type { Clock, MovableClock } from "./base/clock.ts";
export { fastClock, manualClock, realClock } from "./base/clock.ts";
export type {
  ClockSkewFault,
  CorruptFault,
  DuplicateFault,
  Error200Fault,
  Fault,
  FaultKind,
  FaultPoint,
  HtmlFault,
  LateFault,
  LatencyFault,
  LinkFault,
  LoseFault,
  RedirectFault,
  ReorderFault,
  ResetFault,
  SecondCreatorFault,
  SlowFault,
  StatusFault,
  TaskFailsFault,
  TruncateFault,
  UnknownStatusFault,
} from "./faults/fault.ts";
export type { FaultQueue } from "./faults/fault-queue.ts";
export type { FileFormat } from "./formats/formats.ts";
export type { Account } from "./gateway/accounts.ts";
export { DEMO_CREDENTIALS } from "./gateway/accounts.ts";
export type { EmulatorOptions } from "./options/options.ts";
export type { Emulator } from "./start-emulator.ts";
export { startEmulator } from "./start-emulator.ts";
export type { Snapshot } from "./state/snapshot.ts";
