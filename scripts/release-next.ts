// Prints the next job of the workflow "Release": `pull-request` while changesets are pending, `publish` when a version has no
// tag yet, otherwise `nothing`.
import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { publishedPackages } from "./published.ts";

const pending = globSync(".changeset/*.md").some((file) => !file.endsWith("README.md"));
const tags = execFileSync("git", ["tag", "--list"], { encoding: "utf8" }).split("\n");
const isReleased = publishedPackages().every(({ name, version }) => tags.includes(`${name}@${version}`));
console.log(pending ? "pull-request" : isReleased ? "nothing" : "publish");
