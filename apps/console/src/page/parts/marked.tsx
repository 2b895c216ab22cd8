import type { VNode } from "preact";

/** A text in which `backticks` enclose code. */
export function Marked({ text }: { text: string }): VNode {
  return <>{text.split("`").map((part, i) => (i % 2 === 1 ? <code key={part}>{part}</code> : part))}</>;
}
