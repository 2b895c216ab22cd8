// Writes a screenshot with 256 colours, as a palette: a third of its size, which looks the same.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const MAX_COLORS = 256;

/** @param png - three or four bytes for each pixel, not interlaced, as Chromium writes it */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const palette = paletteOf(pixels);
  const known = new Map<number, number>();
  const lines = Buffer.alloc((width + 1) * height);
  for (const [i, color] of pixels.entries()) {
    const index = known.get(color) ?? nearest(palette, color);
    known.set(color, index);
    lines[i + Math.floor(i / width) + 1] = index;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for each pixel, which are indexes of the palette.
  head.set([8, 3, 0, 0, 0], 8);
  const colors = Buffer.from(palette.flatMap(channelsOf));
  const pieces = [piece("IHDR", head), piece("PLTE", colors), piece("IDAT", deflateSync(lines, { level: 9 }))];
  return Buffer.concat([SIGNATURE, ...pieces, piece("IEND", Buffer.alloc(0))]);
}

function piece(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, check]);
}

/** The pixels as numbers: red, green and blue. */
function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const data: Buffer[] = [];
  let [width, height, type] = [0, 0, 0];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const content = png.subarray(at + 8, at + 8 + length);
    const name = png.toString("latin1", at + 4, at + 8);
    if (name === "IHDR") [width, height, type] = [content.readUInt32BE(0), content.readUInt32BE(4), content[9] ?? 0];
    if (name === "IDAT") data.push(content);
    at += 12 + length;
  }
  const size = type === 6 ? 4 : 3;
  const bytes = unfiltered(inflateSync(Buffer.concat(data)), width * size, size);
  const pixels = Uint32Array.from({ length: width * height }, (_, i) => bytes.readUIntBE(i * size, 3));
  return { width, height, pixels };
}

/** Each line of a PNG says which neighbours its bytes are relative to. */
function unfiltered(lines: Buffer, stride: number, size: number): Buffer {
  const height = lines.length / (stride + 1);
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= size ? (bytes[at - size] ?? 0) : 0;
      const up = y > 0 ? (bytes[at - stride] ?? 0) : 0;
      const corner = x >= size && y > 0 ? (bytes[at - stride - size] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      bytes[at] = (lines[at + y + 1] ?? 0) + predicted;
    }
  }
  return bytes;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The most frequent colour of each of the most frequent groups of similar colours. */
function paletteOf(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
  const groups = new Map<number, { color: number; most: number; count: number }>();
  for (const [color, count] of counts) {
    const key = color & 0xf8f8f8;
    const group = groups.get(key) ?? { color, most: 0, count: 0 };
    groups.set(key, { ...(count > group.most ? { color, most: count } : group), count: group.count + count });
  }
  const largest = [...groups.values()].sort((a, b) => b.count - a.count);
  return largest.slice(0, MAX_COLORS).map(({ color }) => color);
}

function channelsOf(color: number): number[] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function nearest(palette: readonly number[], color: number): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(color);
  const distances = palette.map((one) => {
    const [r = 0, g = 0, b = 0] = channelsOf(one);
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}
