export type { Account } from "./accounts.ts";
export { DEMO_CREDENTIALS } from "./accounts.ts";
export type { Clock, ManualClock } from "./clock.ts";
export { manualClock, realClock } from "./clock.ts";
export type {
  Error200Fault,
  Fault,
  FaultPoint,
  HtmlFault,
  LatencyFault,
  LoseFault,
  ResetFault,
  StatusFault,
  TaskFailsFault,
  TruncateFault,
} from "./faults/fault.ts";
export type { FaultQueue } from "./faults/fault-queue.ts";
export type { FileFormat } from "./files/formats.ts";
export type { EmulatorOptions } from "./options.ts";
export type { EmulatedTask, Emulator, Snapshot } from "./start-emulator.ts";
export { startEmulator } from "./start-emulator.ts";
