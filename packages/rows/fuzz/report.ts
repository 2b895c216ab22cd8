import type { Format } from "./file.ts";
import type { Verdict } from "./judge.ts";

/** How many files were read, and how. */
export type Counts = ReadonlyMap<`${Format} ${Verdict | "files" | "damaged"}`, number>;

const COLUMNS = ["files", "damaged", "refused", "right", "warned", "undetectable", "shorter", "misread"] as const;

/** The counts as a table in Markdown. */
export function tableOf(counts: Counts): string {
  const lines = (["csv", "gzip", "zip", "xlsx"] as const).map((format) => [
    format,
    ...COLUMNS.map((column) => (counts.get(`${format} ${column}`) ?? 0).toLocaleString("en")),
  ]);
  const all = [["format", ...COLUMNS], ...lines];
  const widths = ["format", ...COLUMNS].map((_, i) => Math.max(...all.map((line) => (line[i] ?? "").length)));
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [row(all[0] ?? []), row(rule), ...lines.map(row)].join("\n");
}

/** docs/damaged-files.md: what damage a reader finds, and what it can't. */
export function reportOf(counts: Counts, { seed, found }: { seed: number; found: readonly string[] }): string {
  return `<!-- Written by \`npm run fuzz:rows -- --seconds N --seed N --write\`. Do not edit. -->
# Damaged files

\`rows\` reads a file as exactly its rows, or refuses it. A fuzzer checks this: several programs write random tables in random
dialects, encodings and compressions, and the files are then damaged at random: flipped bits, cuts, and spans that are removed,
repeated, moved, zeroed or overwritten. Each undamaged file must be read as its rows.

${tableOf(counts)}

- **refused**: \`rows\` throws a \`CorruptFileError\`.
- **right**: the damage is in a part that no reader needs, such as the time of an archive's entry.
- **warned**: the file is read, and \`onWarning\` reports what is wrong: bytes that aren't valid text, or unknown headings below
  shorter records.
- **undetectable**: csv. A value or a heading has changed, and the file is as valid as before. csv has no checksum, so no
  reader can know.
- **shorter**: only csv. The file ends where a record or its last value could end, so no reader can know. Rows are missing.
- **misread**: other rows without an error, although a reader can know. This is a bug, and the run fails.

A csv file counts as undetectable or shorter only if csv-parse, which gets the dialect as options, accepts it and finds the same
rows.
A gzip file that is cut off exactly between two members is a valid gzip file, so it counts as undetectable, too.

For figures that go into bills, prefer a format with checksums: export xlsx, or keep csv files in gzip.

This run: seed ${seed}; files by ${found.join(", ")}.
`;
}
