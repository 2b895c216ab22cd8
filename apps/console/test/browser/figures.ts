// What the page shows and what the command line computes, to be compared.
import type { Locator, Page } from "playwright-core";
import { cli } from "./programs.ts";

/** The JSON of `cdn-export summary`. */
export async function summaryOf(folder: string, ...args: string[]): Promise<Summary> {
  return JSON.parse(await cli(["summary", folder, "--json", ...args]));
}

interface Figure<T> {
  value: T;
}

interface Totals {
  totals: Record<string, Figure<number>>;
  peaks: { traffic: Figure<{ value: number; rate: number; at: string }>; requests: Figure<{ rate: number }> };
  hitRatio: { requests: Figure<number>; traffic: Figure<number> };
}

export interface Summary {
  summary: Totals;
  by?: { groups: ({ key: string } & Totals)[]; statusCodes?: Figure<{ key: string; value: number }[]> };
  compared?: Figure<{ growth: Record<string, Figure<{ percent: Figure<number> }>> }>;
}

/** `1,234,567` */
export function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

/** `2026-11-01 20:00` in GMT+8. */
export function gmt8(time: string): string {
  return new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

/** The text of an element on one line. */
export async function textOf(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? "").replace(/\s+/g, " ").trim();
}

/** The texts of one figure: its name, value and notes. */
export async function figureText(page: Page, name: string): Promise<string> {
  const figure = page.locator(".figure", { has: page.getByText(name, { exact: true }) });
  return textOf(figure);
}

/** The tip of the chart as lines of cells. */
export async function tipOf(page: Page): Promise<{ time: string; rows: string[][] }> {
  const tip = page.locator(".tip");
  const time = await textOf(tip.locator(".tip-time"));
  const rows = await tip
    .locator("tr")
    .evaluateAll((lines) =>
      lines.map((line) =>
        [...line.children].map((cell) => (cell.textContent ?? "").trim()).filter((text) => text !== ""),
      ),
    );
  return { time, rows };
}

/** How many pixels of the chart have the colour of each series of the legend, or of the style sheet. */
export function pixelsOf(page: Page, colors: readonly string[]): Promise<number[]> {
  return page.evaluate((names) => {
    const canvas = document.querySelector<HTMLCanvasElement>(".plot canvas");
    if (!canvas) return names.map(() => 0);
    // A copy, because Chromium warns about reading a canvas that is made for drawing several times.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    if (!copy) throw new Error("no canvas");
    copy.drawImage(canvas, 0, 0);
    const style = getComputedStyle(document.documentElement);
    const channels = (name: string) => {
      const hex = style.getPropertyValue(`--${name}`).trim();
      const long = hex.length === 4 ? hex.replace(/[\da-f]/gi, "$&$&") : hex;
      return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
    };
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return names.map((name) => {
      const [r = 0, g = 0, b = 0] = channels(name);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const alpha = data[i + 3] ?? 0;
        if (alpha < 150) continue;
        // Areas are translucent: the canvas has the colour itself, and its opacity.
        const isSame = [r, g, b].every((value, channel) => Math.abs((data[i + channel] ?? 0) - value) <= 6);
        if (isSame) count++;
      }
      return count;
    });
  }, colors);
}

/** The same for the colour with the fewest pixels. A chart is drawn a frame after its data arrive, so poll this. */
export async function fewestPixels(page: Page, colors: readonly string[]): Promise<number> {
  return Math.min(...(await pixelsOf(page, colors)));
}
