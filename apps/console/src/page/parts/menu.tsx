// A list of options of which any number is chosen, in a panel that opens below its button.
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../base/language.ts";

interface MenuProps {
  label: string;
  /** What it says if nothing is chosen. */
  all: string;
  options: readonly { value: string; text: string }[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

export function Menu({ label, all, options, chosen, onChoose }: MenuProps): VNode {
  const details = useRef<HTMLDetailsElement>(null);
  const [search, setSearch] = useState("");
  useEffect(() => {
    const close = (event: Event) => {
      const isInside = event.target instanceof Node && details.current?.contains(event.target);
      if (details.current && !isInside) details.current.open = false;
    };
    addEventListener("pointerdown", close);
    addEventListener("focusin", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("focusin", close);
    };
  }, []);
  const shown = options.filter(({ value, text }) => `${value} ${text}`.toLowerCase().includes(search.toLowerCase()));
  const toggle = (value: string) =>
    onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  const [first] = chosen;
  const state = first === undefined ? all : chosen.length === 1 ? first : `${chosen.length} / ${options.length}`;
  return (
    <details
      ref={details}
      class="menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !details.current?.open) return;
        details.current.open = false;
        details.current.querySelector("summary")?.focus();
      }}
    >
      <summary>
        {label} <b>{state}</b>
      </summary>
      <div class="panel">
        <input
          type="search"
          placeholder={say("Search", "搜索")}
          aria-label={say("Search", "搜索")}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <ul>
          {shown.map(({ value, text }) => (
            <li key={value}>
              <label>
                <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
                <span>{text}</span>
              </label>
            </li>
          ))}
        </ul>
        <button type="button" disabled={chosen.length === 0} onClick={() => onChoose([])}>
          {say("Clear", "清除")}
        </button>
      </div>
    </details>
  );
}
