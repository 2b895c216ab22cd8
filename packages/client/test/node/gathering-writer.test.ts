import type { FileHandle } from "node:fs/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { gatheringWriter } from "../../src/node/gathering-writer.ts";

const MB = 1 << 20;

/** A file to which the system writes at most `accept()` bytes at a time. */
function fileThat(accept: (bytes: number) => number) {
  const content: number[] = [];
  const writes: number[] = [];
  const writev = async (chunks: readonly Uint8Array[], position: number) => {
    const bytes = chunks.flatMap((chunk) => [...chunk]);
    const taken = accept(bytes.length);
    for (let i = 0; i < taken; i++) content[position + i] = bytes[i] ?? 0;
    writes.push(taken);
    return { bytesWritten: taken, buffers: chunks };
  };
  return { handle: { writev } as unknown as FileHandle, content, writes };
}

it("every byte is written to its position, whatever the sizes of chunks and system writes", async () => {
  const chunk = fc.uint8Array({ maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(chunk), fc.nat(20), fc.integer({ min: 1, max: 30 }), async (chunks, start, most) => {
      const { handle, content } = fileThat((bytes) => Math.min(bytes, most));
      const writer = gatheringWriter(handle, start);
      for (const [i, part] of chunks.entries()) {
        await writer.write(part);
        if (i % 3 === 0) await writer.flush();
      }
      await writer.flush();
      expect(content.slice(start)).toEqual(chunks.flatMap((part) => [...part]));
    }),
  );
});

it("small chunks are written together, one megabyte or 256 chunks at a time", async () => {
  const { handle, writes } = fileThat((bytes) => bytes);
  const writer = gatheringWriter(handle, 0);
  for (let i = 0; i < 5; i++) await writer.write(new Uint8Array(MB / 4));
  for (let i = 0; i < 256; i++) await writer.write(new Uint8Array(1));
  await writer.flush();
  expect(writes).toEqual([MB, MB / 4 + 255, 1]);
});

it("after a failed write, every later call rejects", async () => {
  const { handle } = fileThat(() => {
    throw new Error("ENOSPC");
  });
  const writer = gatheringWriter(handle, 0);
  await writer.write(new Uint8Array(MB));
  await expect(writer.write(new Uint8Array(MB))).rejects.toThrow("ENOSPC");
  await expect(writer.flush()).rejects.toThrow("ENOSPC");
});
