// Links in the documents lead to files and headings that exist, and paths in backticks exist. Part of `npm run check`.
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import GithubSlugger from "github-slugger";

/** Describes the past, so the files that it names may be gone. */
const HISTORY = /(^|\/)CHANGELOG\.md$/;

const files = new Set(git("ls-files", "-z", "--cached", "--others", "--exclude-standard").filter(existsSync));
const documents = [...files].filter((file) => file.endsWith(".md") && !HISTORY.test(file));
const problems = documents.flatMap((file) => {
  const text = withoutPrograms(readFileSync(file, "utf8"));
  return [...deadLinks(file, text), ...deadPaths(file, text)];
});

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`Every link in ${documents.length} documents leads somewhere.`);
process.exitCode = problems.length > 0 ? 1 : 0;

function deadLinks(file: string, text: string): string[] {
  return linksIn(text).flatMap((link) => {
    // Addresses on the internet aren't checked: the check stays on this machine.
    if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(link)) return [];
    const [path = "", anchor] = link.split("#").map(decodeURIComponent);
    // Like GitHub: relative to the document, or to the root if the link begins with a slash.
    const target =
      path === "" ? file : posix.normalize(path.startsWith("/") ? path.slice(1) : `${posix.dirname(file)}/${path}`);
    if (!isThere(target)) return [`${file} links to ${link}, but there is no ${target}.`];
    if (!anchor || !target.endsWith(".md") || anchorsOf(target).has(anchor)) return [];
    return [`${file} links to ${link}, but no heading of ${target} has that anchor.`];
  });
}

/** Paths from the root, in backticks. They may be glob patterns. */
function deadPaths(file: string, text: string): string[] {
  const named = text.match(/(?<=`)(packages|apps|tools|spec|scripts)\/[^`()\s]*(?=`)/g) ?? [];
  return named
    .filter((path) => globSync(path).length === 0)
    .map((path) => `${file} names ${path}, which doesn't exist.`);
}

function linksIn(text: string): string[] {
  const prose = text.replaceAll(/`[^`]*`/g, "code");
  const pattern = /\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)|\b(?:href|src)="([^"]+)"/gm;
  return [...prose.matchAll(pattern)].map(([, inline, reference, html]) => inline ?? reference ?? html ?? "");
}

/** The anchors that GitHub makes for the headings of a document, and those that it sets itself. */
function anchorsOf(file: string): Set<string> {
  const text = withoutPrograms(readFileSync(file, "utf8"));
  const slugger = new GithubSlugger();
  const ids = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = ""]) => name);
  const headings = [...text.matchAll(/^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/gm)].map(([, heading = ""]) =>
    slugger.slug(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")),
  );
  return new Set([...ids, ...headings]);
}

function withoutPrograms(text: string): string {
  return text.replaceAll(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?\n\1\2[ \t]*$/gm, "");
}

function isThere(path: string): boolean {
  const folder = path === "." || path === "./" ? "" : `${path.replace(/\/$/, "")}/`;
  return files.has(path) || [...files].some((file) => file.startsWith(folder));
}

function git(...args: string[]): string[] {
  return execFileSync("git", args, { encoding: "utf8", maxBuffer: 2 ** 26 })
    .split("\0")
    .filter(Boolean);
}
