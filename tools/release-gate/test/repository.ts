// A small git repository with our spec, three packages, and only the history that a test makes.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { specDiff } from "../src/spec-diff.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

export class Repository {
  readonly root: string;

  constructor(root: string = mkdtempSync(join(tmpdir(), "cdn-export-gate-"))) {
    this.root = root;
  }

  /** On `main`, with one commit and an older changeset. */
  static create(): Repository {
    const repository = new Repository();
    cpSync(join(ROOT, "spec"), join(repository.root, "spec"), { recursive: true });
    repository.write(".changeset/config.json", '{ "baseBranch": "main" }');
    repository.changeset("earlier", "major", "@cdn-export/api", "@cdn-export/client");
    repository.package("api", {});
    repository.package(
      "client",
      { "@cdn-export/api": "workspace:*" },
      'import type { paths } from "@cdn-export/api";\nimport { rules } from "@cdn-export/api/rules";',
    );
    repository.package("signer", {});
    repository.git("init", "--quiet", "--initial-branch=main");
    repository.commit("Begin");
    return repository;
  }

  package(name: string, dependencies: Record<string, string>, source = "", version = "1.0.0"): void {
    this.write(`packages/${name}/package.json`, JSON.stringify({ name: `@cdn-export/${name}`, version, dependencies }));
    this.write(`packages/${name}/src/index.ts`, source);
  }

  changeset(name: string, type: string, ...packages: string[]): void {
    this.write(
      `.changeset/${name}.md`,
      `---\n${packages.map((item) => `"${item}": ${type}\n`).join("")}---\n\nWords.\n`,
    );
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  remove(file: string): void {
    rmSync(join(this.root, file), { recursive: true });
  }

  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} doesn't contain ${from}.`);
    this.write(file, text.replace(from, to));
  }

  git(...args: string[]): string {
    const who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    return execFileSync("git", [...who, ...args], {
      cwd: this.root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  async specDiff(...args: string[]): Promise<Outcome> {
    const lines = { out: [] as string[], err: [] as string[] };
    const code = await specDiff(this.root, args, {
      out: (line) => lines.out.push(line),
      err: (line) => lines.err.push(line),
    });
    return { code, out: lines.out.join("\n"), err: lines.err.join("\n") };
  }
}
