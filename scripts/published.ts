// The published packages: all packages of the workspace that aren't private.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Published {
  /** Relative to the root: `packages/client`. */
  directory: string;
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  /** By entry: `./node`. */
  exports: Record<string, unknown>;
  /** Paths of its programs, by name. */
  bin?: Record<string, string>;
}

/** @param root - of the working tree. @default this one */
export function publishedPackages(root = "."): Published[] {
  return globSync("{packages,apps}/*/package.json", { cwd: root })
    .sort()
    .map((file) => ({ ...readManifest(join(root, file)), directory: dirname(file) }))
    .filter((manifest) => !manifest.private);
}

function readManifest(file: string): Omit<Published, "directory"> & { private?: boolean } {
  return JSON.parse(readFileSync(file, "utf8"));
}
