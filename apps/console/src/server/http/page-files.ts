// The page's own files. They are read once, so no request names a path on the disk.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

export interface PageFile {
  type: string;
  content: Buffer;
  etag: string;
  /** A name with a hash of the content never changes. */
  isImmutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** The files of a folder by the path of their URL. Types that a page doesn't need are left out. */
export function readPage(folder: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const content = readFileSync(path);
    const etag = `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
    const isImmutable = /-[\w-]{8,}\.(js|css|svg)$/.test(entry.name);
    files.set(`/${relative(folder, path).split(sep).join("/")}`, { type, content, etag, isImmutable });
  }
  if (!files.has("/index.html")) throw new Error(`${folder} has no index.html: build the page first`);
  return files;
}
