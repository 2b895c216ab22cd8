import type { ComponentProps, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** An input that keeps what is being typed when the page is drawn again, until its value itself changes. */
export function DraftInput({ value, ...props }: ComponentProps<"input"> & { value: string }): VNode {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current) input.current.value = value;
  }, [value]);
  return <input ref={input} {...props} />;
}
