import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  /** A folder on the machine's own disk. */
  root: string;
  /** A folder in it, which is a file system of 64 kilobytes. */
  disk: string;
  unmount(): void;
}

/** @returns `undefined` if the system doesn't allow to mount one. */
export function mountSmallDisk(): SmallDisk | undefined {
  const root = mkdtempSync(join(tmpdir(), "small-disk-"));
  const disk = join(root, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], { stdio: "ignore" });
  } catch {
    rmSync(root, { recursive: true });
    return undefined;
  }
  return {
    root,
    disk,
    unmount() {
      execFileSync("umount", [disk]);
      rmSync(root, { recursive: true });
    },
  };
}

/** Whether the system allows to mount such a disk. */
export function canMountSmallDisk(): boolean {
  const small = mountSmallDisk();
  small?.unmount();
  return small !== undefined;
}
