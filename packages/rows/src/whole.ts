import { crc32, type DirectoryEntry, directoryOf, nameOf } from "./directory.ts";
import { streamed } from "./input.ts";

/**
 * Whether every entry of an archive has the checksum that its directory says, unpacked piece by piece. The directory is
 * returned.
 *
 * @throws Error, of any kind, when one has not.
 */
export async function checkedDirectory(archive: Uint8Array): Promise<readonly DirectoryEntry[]> {
  const directory = directoryOf(archive);
  if (!directory) throw new Error("There is no directory at its end");
  for (const entry of directory.entries) {
    let [crc, size] = [0, 0];
    for await (const chunk of unpacked(archive, entry)) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      if (size > entry.size) break;
    }
    if (size !== entry.size || crc !== entry.crc)
      throw new Error(`${entry.name} is not what it was when it was packed`);
  }
  return directory.entries;
}

function unpacked(archive: Uint8Array, entry: DirectoryEntry): AsyncGenerator<Uint8Array> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  // The entry has a header of its own, with its name and more.
  const nameAt = entry.at + 30;
  const nameEnd = nameAt + view.getUint16(entry.at + 26, true);
  if (nameOf(archive.subarray(nameAt, nameEnd), entry.isUtf8) !== entry.name) throw new Error("Names differ");
  const start = nameEnd + view.getUint16(entry.at + 28, true);
  const stream = new Blob([archive.subarray(start, start + entry.packed) as Uint8Array<ArrayBuffer>]).stream();
  return streamed(entry.isDeflated ? stream.pipeThrough(new DecompressionStream("deflate-raw")) : stream);
}
