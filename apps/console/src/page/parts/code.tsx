// A text to read or copy, as it is.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { say } from "../base/language.ts";

export function Code({ label, text }: { label: string; text: string }): VNode {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <figure class="code">
      <figcaption>
        {label}
        <button type="button" class="small" onClick={copy}>
          <span aria-live="polite">{isCopied ? say("Copied", "已复制") : say("Copy", "复制")}</span>
        </button>
      </figcaption>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard can scroll long lines only if the box takes the focus.
        tabIndex={0}
      >
        <pre>{text}</pre>
      </section>
    </figure>
  );
}
