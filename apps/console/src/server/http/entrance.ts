// What people see who haven't opened the printed link. Their language is unknown, so both are there.
const TEXTS = {
  used: [
    "This link was used already. Return to the window that it opened, or stop <code>cdn-export ui</code> and start it again.",
    "这个链接已经用过。请回到它打开的窗口，或停止 <code>cdn-export ui</code> 后重新启动。",
  ],
  needed: [
    "Open the link that <code>cdn-export ui</code> has printed. It lets this browser in.",
    "请打开 <code>cdn-export ui</code> 打印的链接，浏览器凭它进入。",
  ],
} as const;

export function entrancePage(why: keyof typeof TEXTS): string {
  const [en, zh] = TEXTS[why];
  return `<!doctype html><meta charset="utf-8"><title>cdn-export</title><p>${en}</p><p lang="zh-CN">${zh}</p>\n`;
}
