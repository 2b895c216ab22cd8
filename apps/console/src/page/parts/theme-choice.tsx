import type { VNode } from "preact";
import { say } from "../base/language.ts";
import { setTheme, THEMES, type Theme, useTheme } from "../base/theme.ts";

const NAMES: Readonly<Record<Theme, string>> = {
  auto: say("System theme", "跟随系统"),
  light: say("Light theme", "浅色"),
  dark: say("Dark theme", "深色"),
};

export function ThemeChoice(): VNode {
  const { choice } = useTheme();
  return (
    <select
      class="theme"
      aria-label={say("Theme", "主题")}
      value={choice}
      onChange={({ currentTarget }) => setTheme(currentTarget.value as Theme)}
    >
      {THEMES.map((theme) => (
        <option key={theme} value={theme}>
          {NAMES[theme]}
        </option>
      ))}
    </select>
  );
}
