// Finds the revision to compare the working tree with, and writes its spec/ into a folder.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An error whose message is one line for the terminal: what, why, what to do. */
export class GateError extends Error {
  override readonly name = "GateError";
}

export interface Base {
  sha: string;
  /** For readers: `9abe21c, where this branch left origin/main`. */
  says: string;
}

/** Releases of the api package are the releases of the spec. */
const RELEASE_TAGS = "@cdn-export/api@*";

/**
 * Returns the revision `asked`, or else the commit where this branch left the base branch. On the base branch, it's the last
 * release, because pending changesets describe everything since then. Before the first release, it's the last commit.
 */
export function findBase(root: string, asked?: string): Base {
  if (git(root, "rev-parse", "--is-inside-work-tree") !== "true")
    throw new GateError("This isn't a git repository, so there is no earlier spec to compare with: work in a clone.");
  if (asked !== undefined) {
    const sha = commit(root, asked);
    if (sha === undefined)
      throw new GateError(`There is no revision ${asked} here${hint(root)}. Fetch it, or use another with --base.`);
    return { sha, says: `${short(sha)} (${asked})` };
  }
  const head = commit(root, "HEAD");
  if (head === undefined) throw new GateError("There is no commit here yet, so no earlier spec: commit first.");
  const branch = candidates(root).find((name) => commit(root, name) !== undefined);
  const left = branch && git(root, "merge-base", "HEAD", branch);
  if (!branch || !left)
    throw new GateError(
      `git doesn't know where this branch left ${branch ?? candidates(root)[0]}${hint(root)}. Run \`${fetchCommand(root)}\`, or set a revision with --base.`,
    );
  if (left !== head) return { sha: left, says: `${short(left)}, where this branch left ${branch}` };
  const tag = git(root, "describe", "--tags", "--abbrev=0", "--match", RELEASE_TAGS);
  const released = tag && commit(root, tag);
  return released
    ? { sha: released, says: `${short(released)}, the last release (${tag})` }
    : {
        sha: head,
        says: `${short(head)}, the last commit, because there is no release yet${isShallow(root) ? " in this shallow clone" : ""}`,
      };
}

/** Writes the spec of a revision into a folder. */
export function exportSpec(root: string, { sha, says }: Base, folder: string): void {
  const files = git(root, "ls-tree", "-r", "--name-only", sha, "spec/")?.split("\n").filter(Boolean) ?? [];
  if (!files.includes("spec/openapi.yaml"))
    throw new GateError(
      `${says} has no spec/openapi.yaml: there is nothing to compare with. Set a later revision with --base.`,
    );
  for (const file of files) {
    const target = join(folder, file.slice("spec/".length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, show(root, sha, file) ?? "");
  }
  // The generator needs every file: one that the base doesn't have is empty there.
  for (const name of globSync("*.yaml", { cwd: join(root, "spec") })) {
    if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), "[]\n");
  }
}

/** Returns a file of a revision, or `undefined` if the revision doesn't have it. */
export function show(root: string, sha: string, file: string): string | undefined {
  const { status, stdout } = spawnSync("git", ["show", `${sha}:${file}`], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return status === 0 ? stdout : undefined;
}

function candidates(root: string): string[] {
  const branch = baseBranch(root);
  const { GITHUB_BASE_REF: asked } = process.env;
  return [...(asked ? [`origin/${asked}`] : []), `origin/${branch}`, branch];
}

function baseBranch(root: string): string {
  return (JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8")) as { baseBranch: string }).baseBranch;
}

function fetchCommand(root: string): string {
  const branch = baseBranch(root);
  return `git fetch ${isShallow(root) ? "--unshallow " : ""}origin +${branch}:refs/remotes/origin/${branch}`;
}

function hint(root: string): string {
  return isShallow(root) ? ": this clone is shallow" : "";
}

function isShallow(root: string): boolean {
  return git(root, "rev-parse", "--is-shallow-repository") === "true";
}

function commit(root: string, name: string): string | undefined {
  return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
}

function short(sha: string): string {
  return sha.slice(0, 7);
}

/** Returns git's output, or `undefined` if it fails or prints nothing. */
export function git(root: string, ...args: string[]): string | undefined {
  try {
    return (
      execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() ||
      undefined
    );
  } catch {
    return undefined;
  }
}
