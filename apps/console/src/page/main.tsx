import { render } from "preact";
import { App } from "./app.tsx";
import { language } from "./base/language.ts";
import { startLive } from "./base/live.ts";
import { followLinks } from "./base/route.ts";
import { startTheme } from "./base/theme.ts";

document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
startTheme();
const root = document.getElementById("page");
if (root) {
  followLinks(root);
  render(<App />, root);
}
void startLive();
