// The programs that write the files, as far as they are installed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { infoZip, javaZip, repackedWorkbook } from "./archives.ts";
import { emulatorWriters } from "./emulator.ts";
import type { FuzzFile, Writer } from "./file.ts";
import { type LineProgram, lineProgram } from "./line-program.ts";
import { type Ask, contentWriter, pythonWriters, workbook } from "./python.ts";
import type { Random } from "./random.ts";

export interface Writers {
  /** What is installed, by name and version. */
  readonly found: readonly string[];
  /** What isn't installed, and the writers that are left out because of that. */
  readonly missing: readonly string[];
  /** A new random file. */
  write(random: Random): Promise<[writer: string, file: FuzzFile]>;
  close(): void;
}

export async function openWriters(): Promise<Writers> {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-rows-"));
  const found: string[] = ["the emulator"];
  const missing: string[] = [];
  const version = (program: string, ...args: string[]) => {
    try {
      return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch {
      missing.push(program);
      return undefined;
    }
  };
  const writers: Writer[] = emulatorWriters();
  const programs: LineProgram[] = [];

  const python = process.env.PYTHON ?? "python3";
  const pythonVersion = version(python, "--version");
  let ask: ((options: object) => Promise<Uint8Array>) | undefined;
  if (pythonVersion !== undefined) {
    found.push(pythonVersion.trim());
    const program = lineProgram(python, join(import.meta.dirname, "write.py"));
    programs.push(program);
    ask = async (options) => program.ask(JSON.stringify(options));
    writers.push(...pythonWriters(ask));
    const openpyxl = version(python, "-c", "import openpyxl; print('openpyxl', openpyxl.__version__)");
    if (openpyxl === undefined) missing.splice(-1, 1, "openpyxl");
    else {
      found.push(openpyxl.trim());
      writers.push(["openpyxl", (random) => workbook(ask as Ask, random)]);
    }
  }
  const hasBooks = writers.some(([name]) => name === "openpyxl");
  const zipVersion = version("zip", "--version");
  if (zipVersion !== undefined && ask) {
    found.push(`Info-ZIP ${/Zip ([\d.]+)/.exec(zipVersion)?.[1] ?? ""}`);
    const of = contentWriter(ask, hasBooks);
    writers.push(["Info-ZIP", (random) => infoZip(folder, random, of)]);
    if (hasBooks && version("unzip", "-v") !== undefined)
      writers.push(["Info-ZIP, a workbook", (random) => repackedWorkbook(folder, random, ask as Ask)]);
  }
  const javaVersion = version("javac", "-version");
  if (javaVersion !== undefined && ask) {
    found.push(javaVersion.trim().replace("javac", "Java"));
    execFileSync("javac", ["-d", folder, join(import.meta.dirname, "WriteZip.java")]);
    const program = lineProgram("java", "-cp", folder, "WriteZip");
    programs.push(program);
    const of = contentWriter(ask, hasBooks);
    writers.push(["Java's ZipOutputStream", (random) => javaZip(program, random, of)]);
  }

  return {
    found,
    missing,
    async write(random) {
      const [name, write] = random.pick(writers);
      return [name, await write(random)];
    },
    close() {
      for (const { end } of programs) end();
      rmSync(folder, { recursive: true });
    },
  };
}
