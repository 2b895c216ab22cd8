// `npm run prose`: lists lines that read like a translation, with the usual word. It reads comments, test names, messages,
// help, documents and changesets. Part of `npm run check`.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Quotes from the service, its console or another project. */
const QUOTED = [
  "packages/api/test/fixtures/**",
  "packages/api/generated/**",
  "packages/signer/vectors.json",
  "packages/signer/test/fixtures/**",
  "scripts/prose.ts",
  "spec/codes/**",
  "**/CHANGELOG.md",
  "**/pnpm-lock.yaml",
  "**/*.fixture.json",
];

const PATTERNS: readonly [pattern: RegExp, better: string][] = [
  [
    /(?<!\bthere |\bit |\bthat |\bthis )\b(is|are|was|were|be|isn't) (no|none)\b(?! (longer|more|less|different|better|worse|matter|way to|need to|one\b))/i,
    "isn't a, aren't",
  ],
  [/\b(but for|save for|save that)\b/i, "except, without"],
  [/\b(tells?|told|telling|untold)\b/i, "reports, returns, says, shows"],
  [/\b(go|goes|going|gone|went) on\b(?! (the|a|to) )/i, "resumes, continues"],
  [
    /\b(takes?|took|taken|taking) (it|them|this|that|one|him|the \w+|an? \w+) for\b|\btaken for\b/i,
    "mistakes for, treats as",
  ],
  [/\b(the|an|its own) own\b|\bown one\b/i, "the job's, its own"],
  [
    /\b(belongs to nobody|whose (it|one|this|that|they) (is|are)|whoever|nobody|lest|thereof|wherein|whence|albeit)\b/i,
    "no one, has no owner, anyone who",
  ],
  [/\b(in place of|instead of that)\b/i, "instead of, instead"],
  [/\bas long as (it|they|he|nothing|none|no)\b/i, "until, while"],
  [/\b(what )?stands? (in|at|on|under|there|below|above)\b/i, "contains, is in"],
  [/\b(mend|mends|mended|mending|amiss|marry|marries|married)\b/i, "fix, problem, match"],
  [/\b(cannot|can't|could not) be (told|said)\b|\bnot to be\b|\bis to be\b|\bare to be\b/i, "can't be, must be"],
  [/, for (it|they|he|we|this|that|these|those|nothing|no|none|wrong|what|which|there|such|its)\b/i, "because"],
  [/\b(anew|afresh|aforesaid|hitherto|forthwith|therein|withal|heretofore)\b/i, "again, new"],
  [
    /\bno (document|page|source|test|program|one|caller|user|process) (tells|says|names|knows|has|looks)\b/i,
    "undocumented, isn't documented",
  ],
  [/\bnot even\b.{0,20}\beither\b|\bas it (stands|comes)\b/i, "unchanged"],
  [/\bto whom\b|\bof whom\b|\bhim who\b|\bthat of which\b|\bwhat of it\b/i, "(rewrite)"],
];

const only = process.argv.length > 2 ? process.argv.slice(2) : ["."];
const quoted = QUOTED.map((path) => `:(exclude,glob)${path}`);
const files = execFileSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard", ...only, ...quoted],
  {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  },
)
  .split("\0")
  .filter((file) => /\.(md|ts|mts|js|mjs|jsonc?|ya?ml|txt)$|^\.ci\//.test(file) && existsSync(file));

let found = 0;
for (const file of files)
  for (const [index, line] of readFileSync(file, "utf8").split("\n").entries())
    for (const [pattern, better] of PATTERNS) {
      const match = line.match(pattern);
      if (!match) continue;
      found++;
      console.error(`${file}:${index + 1}: "${match[0]}" (better: ${better}): ${line.trim().slice(0, 140)}`);
    }
if (found === 0) console.log(`${files.length} files are in plain English, as far as a script can see.`);
else console.error(`${found} lines to reword.`);
process.exitCode = found > 0 ? 1 : 0;
