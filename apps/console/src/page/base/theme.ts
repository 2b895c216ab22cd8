// Light and dark. Without a choice, the system's preference decides, and the page follows when it changes.
import { useEffect, useState } from "preact/hooks";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
/** Paper is white. */
const isPrinting = matchMedia("print");
const listeners = new Set<() => void>();

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === value) ?? "auto";
}

let choice: Theme = stored();

function apply(): void {
  const isDark = !isPrinting.matches && (choice === "dark" || (choice === "auto" && prefersDark.matches));
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  for (const listener of listeners) listener();
}

export function startTheme(): void {
  for (const query of [prefersDark, isPrinting]) query.addEventListener("change", apply);
  apply();
}

export function setTheme(theme: Theme): void {
  choice = theme;
  localStorage.setItem(KEY, theme);
  apply();
}

/** The choice, and what is shown. Charts draw again when that changes. */
export function useTheme(): { choice: Theme; shown: string } {
  const [state, setState] = useState({ choice, shown: document.documentElement.dataset.theme ?? "light" });
  useEffect(() => {
    const update = () => setState({ choice, shown: document.documentElement.dataset.theme ?? "light" });
    listeners.add(update);
    return () => void listeners.delete(update);
  }, []);
  return state;
}

/** The value of a colour of the style sheet, for canvases. */
export function colorOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
