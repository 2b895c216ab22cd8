// Compares files with the ledger once, until they change: a calendar asks for all of them each time.
import { stat } from "node:fs/promises";
import { relative } from "node:path";
import type { WindowFile } from "@cdn-export/sync";
import { type Damage, damageOf } from "@cdn-export/sync/folder";
import { pathInside } from "./inside.ts";

export type DamageCheck = (path: string, file: WindowFile) => Promise<Damage | undefined>;

export function createDamageCheck(folder: string): DamageCheck {
  const known = new Map<string, { stamp: string; damage: Damage | undefined }>();
  return async (path, file) => {
    const real = await pathInside(folder, relative(folder, path)).catch(() => undefined);
    const found = real === undefined ? undefined : await stat(real).catch(() => undefined);
    if (real === undefined || found === undefined) return "no file";
    const stamp = `${found.size} ${found.ctimeMs} ${found.ino} ${file.sha256}`;
    const before = known.get(path);
    if (before?.stamp === stamp) return before.damage;
    const damage = await damageOf(real, file);
    known.set(path, { stamp, damage });
    return damage;
  };
}
