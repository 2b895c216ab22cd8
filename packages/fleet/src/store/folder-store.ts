import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { syncFolder } from "@cdn-export/client/internal";
import { type FleetStore, storeError } from "./store.ts";

/** Incomplete copies that are older were left by a worker that has ended. */
const ABANDONED_MS = 24 * 3_600_000;

/**
 * A store in a folder: of one machine, or of a file system that all machines mount at the same path. When a file appears, it's
 * complete and survives a power loss.
 *
 * @param path - the folder. It is created if its parent exists, so that a missing mount is noticed.
 * @example
 * createFleet({ store: folderStore("/mnt/exports"), ...rest });
 */
export function folderStore(path: string): FleetStore {
  if (typeof path !== "string" || path === "") throw new TypeError("folderStore needs the path of a folder");
  const root = resolve(path);
  const refuse = (error: unknown): never => {
    throw storeError(root, error);
  };
  return {
    location: root,
    async put(name, { local, confirm, signal }) {
      const target = join(root, name);
      const copy = `${target}.copy-${crypto.randomUUID()}`;
      try {
        await mkdir(dirname(target), { recursive: true }).catch(refuse);
        await copyFile(local, copy).catch(refuse);
        const handle = await open(copy, "r+").catch(refuse);
        await handle
          .sync()
          .catch(refuse)
          .finally(() => handle.close());
        signal.throwIfAborted();
        await confirm();
        await rename(copy, target).catch(refuse);
        await syncFolder(dirname(target));
      } finally {
        await rm(copy, { force: true });
        await removeAbandoned(target);
      }
    },
    remove: (name) => rm(join(root, name), { force: true }).catch(refuse),
    async mark(name) {
      await mkdir(root, { recursive: false }).catch((error) => error.code === "EEXIST" || refuse(error));
      await open(join(root, name), "w").then((handle) => handle.close(), refuse);
    },
    has: (name) =>
      stat(join(root, name)).then(
        () => true,
        (error) => (error.code === "ENOENT" ? false : refuse(error)),
      ),
  };
}

async function removeAbandoned(target: string): Promise<void> {
  const folder = dirname(target);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(`${basename(target)}.copy-`))) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(join(folder, name), { force: true });
  }
}
