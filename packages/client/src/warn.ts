// Prints warnings when there is no `onWarning`. Each message is printed once: a loop would repeat it.
import type { Finding } from "@cdn-export/api/rules";

const MAX_KEPT = 1000;
const printed = new Set<string>();

/** The part of Node, Bun and Deno used here. Browsers don't have it. */
interface Host {
  process?: { emitWarning?: (message: string, type: string) => void };
}

export function printOnce({ message }: Pick<Finding, "message">): void {
  if (printed.has(message)) return;
  if (printed.size >= MAX_KEPT) printed.clear();
  printed.add(message);
  const { process } = globalThis as Host;
  if (process?.emitWarning) process.emitWarning(message, "CdnExportWarning");
  else console.warn(`CdnExportWarning: ${message}`);
}
