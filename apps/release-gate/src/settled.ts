// When changesets' own command would ask for a changeset that is not needed.
import { type Base, git, show } from "./base.ts";
import { readPackages } from "./packages.ts";

/** Why nothing has to be asked for; nothing when changesets' own command has to tell. */
export function settled(root: string, { sha, says }: Base): string | undefined {
  const packages = readPackages(root);
  // What a package is at its first release is told by the changeset that is there.
  if (packages.every(({ version }) => version === "0.0.0") && git(root, "ls-files", ".changeset/*.md"))
    return "Nothing is released yet: the pending changesets tell of all there is.";
  const moved = packages.filter(({ directory, version }) => {
    const before = show(root, sha, `${directory}/package.json`);
    return before !== undefined && (JSON.parse(before) as { version: string }).version !== version;
  });
  if (moved.length > 0)
    return `A release is being made: ${moved.map(({ name }) => name).join(", ")}, compared with ${says}.`;
  // It reads the commits only, so that whoever checks before committing would be told of none.
  const fresh = git(root, "ls-files", "--others", "--exclude-standard", ".changeset/*.md");
  return fresh && `A changeset is there that is not committed yet: ${fresh.split("\n").join(", ")}.`;
}
