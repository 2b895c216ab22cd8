// Info-ZIP and Java's ZipOutputStream.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FuzzFile } from "./file.ts";
import type { LineProgram } from "./line-program.ts";
import { type Ask, type ContentWriter, workbook } from "./python.ts";
import type { Random } from "./random.ts";

/** As a file, through pipes (which gives zip64), or with zip64 forced. */
export async function infoZip(folder: string, random: Random, content: ContentWriter): Promise<FuzzFile> {
  const { files, rows } = await content(random);
  const place = mkdtempSync(join(folder, "zip-"));
  try {
    for (const { name, bytes } of files) {
      mkdirSync(dirname(join(place, name)), { recursive: true });
      writeFileSync(join(place, name), bytes);
    }
    const flags = random.pick([[], ["-fz"], ["-fd"], ["-X"]]);
    const [first] = files;
    const isPiped = files.length === 1 && random.chance(0.7);
    const names = isPiped ? ["-"] : files.map(({ name }) => name);
    const bytes = zipped(
      place,
      random,
      [`-${1 + random.below(9)}`, ...flags],
      names,
      isPiped ? first?.bytes : undefined,
    );
    return { format: "zip", bytes, rows };
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** A workbook that was unpacked and packed again: the order of its parts changes. */
export async function repackedWorkbook(folder: string, random: Random, ask: Ask): Promise<FuzzFile> {
  const { bytes, rows } = await workbook(ask, random);
  const place = mkdtempSync(join(folder, "book-"));
  try {
    writeFileSync(join(place, "book.xlsx"), bytes);
    execFileSync("unzip", ["-q", "book.xlsx", "-d", "parts"], { cwd: place });
    const flags = random.pick([[], ["-fz"], ["-fd"], ["-0"]]);
    return { format: "xlsx", bytes: zipped(join(place, "parts"), random, ["-r", ...flags], ["."]), rows };
  } finally {
    rmSync(place, { recursive: true });
  }
}

export async function javaZip(program: LineProgram, random: Random, content: ContentWriter): Promise<FuzzFile> {
  const { files, rows } = await content(random);
  const fields = files
    .flatMap(({ name, bytes }) => [name, bytes])
    .map((field) => Buffer.from(field).toString("base64"));
  const level = random.pick([-1, -1, 0, 1, 9]);
  return { format: "zip", bytes: await program.ask([level, ...fields].join(" ")), rows };
}

/** Into a pipe or a file. Into a pipe, Info-ZIP's forced zip64 lacks the end records: its own unzip refuses it. */
function zipped(cwd: string, random: Random, flags: string[], names: string[], input?: Uint8Array): Uint8Array {
  const target = flags.includes("-fz") || random.chance(0.5) ? "../out.zip" : "-";
  const options = { cwd, input: input ?? "", maxBuffer: 1 << 28 };
  const piped = execFileSync("zip", ["-q", ...flags, target, ...names], options);
  if (target === "-") return new Uint8Array(piped);
  const file = join(cwd, target);
  const bytes = new Uint8Array(readFileSync(file));
  rmSync(file);
  return bytes;
}
