// Checks docs/claims.md: each quoted document contains the claim, each proof exists, and each point of some documents has a
// claim. Also checks that CONTRIBUTING.md draws the packages' real dependencies. Part of `npm run check`.
import { existsSync, readFileSync } from "node:fs";
import { publishedPackages } from "./published.ts";

interface Claim {
  document: string;
  claim: string;
  /** Files, titles of tests and npm commands, in words. */
  proof: string;
}

/** Documents whose points must all be claimed. */
const COMPLETE = ["README.md", "SECURITY.md", "docs/performance.md"];

const claims = readFileSync("docs/claims.md", "utf8").split(/^## /m).slice(1).flatMap(claimsIn);
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

const problems = [...claims.flatMap(problemsOf), ...unclaimedPoints(), ...wrongArrows()];
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${claims.length} claims have a proof that exists.`);
process.exitCode = problems.length > 0 ? 1 : 0;

function claimsIn(section: string): Claim[] {
  const [document = ""] = section.split("\n");
  // After the headings and the line below them.
  const rows = [...section.matchAll(/^\| (.+) \| (.+) \|$/gm)].slice(2);
  return rows.map(([, claim = "", proof = ""]) => ({ document, claim, proof }));
}

function problemsOf({ document, claim, proof }: Claim): string[] {
  const files = [...proof.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\.\w+)`(?: › "([^"]+)")?/g)];
  const commands = [...proof.matchAll(/`npm (?:run )?([\w:]+)[^`]*`/g)].map(([, name = ""]) => name);
  const where = `docs/claims.md, "${claim}":`;
  return [
    ...(joined(readFileSync(document, "utf8")).includes(claim) ? [] : [`${where} ${document} doesn't say this.`]),
    ...(files.length + commands.length > 0 ? [] : [`${where} no file and no command proves it.`]),
    ...commands
      .filter((name) => name !== "view" && !Object.hasOwn(scripts, name))
      .map((name) => `${where} there is no npm script ${name}.`),
    ...files.flatMap(([, file = "", title = ""]) => {
      if (!existsSync(file)) return [`${where} there is no ${file}.`];
      return readFileSync(file, "utf8").includes(title) ? [] : [`${where} ${file} has no test "${title}".`];
    }),
  ];
}

/** List items, and the README's rows about errors, that no claim quotes, not even in part. */
function unclaimedPoints(): string[] {
  return COMPLETE.flatMap((document) => {
    const [text = ""] = readFileSync(document, "utf8").split("\n## Links");
    const points = text.split(/\n(?=- |\| |\n|#)/).filter((part) => /^(- |\| `\w+Error`)/.test(part));
    const ours = claims.filter((claim) => claim.document === document);
    return points
      .filter((point) => !ours.some(({ claim }) => joined(point).includes(claim)))
      .map((point) => `${document} claims this, but docs/claims.md doesn't have it: ${joined(point)}`);
  });
}

function wrongArrows(): string[] {
  const drawn: string[] = readFileSync("CONTRIBUTING.md", "utf8").match(/(?<=^ {2})\w+ --> \w+$/gm) ?? [];
  const real = publishedPackages().flatMap(({ name, dependencies = {} }) =>
    Object.keys(dependencies)
      .filter((dependency) => dependency.startsWith("@cdn-export/"))
      .map((dependency) => `${dependency} --> ${name}`.replaceAll("@cdn-export/", "")),
  );
  return [
    ...drawn.filter((arrow) => !real.includes(arrow)).map((arrow) => `CONTRIBUTING.md draws ${arrow}, which isn't so.`),
    ...real.filter((arrow) => !drawn.includes(arrow)).map((arrow) => `CONTRIBUTING.md doesn't draw ${arrow}.`),
  ];
}

/** A sentence may be wrapped. */
function joined(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
