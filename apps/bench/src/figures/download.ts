// saveFile against the shortest way from a fetch to a file, and how much memory it takes. Each download in a process of its own.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Figure } from "../figure.ts";
import { median } from "../measure.ts";
import { startServer } from "../servers/server.ts";

const MB = 2 ** 20;
const PROGRAM = fileURLToPath(new URL("../programs/download.ts", import.meta.url));

interface Download {
  ms: number;
  /** Growth of the resident set over its size before the download. */
  grownMb: number;
}

export async function downloadFigures(quick: boolean): Promise<Figure[]> {
  const server = await startServer("plain");
  const download = async (way: "saveFile" | "pipeline", megabytes: number): Promise<Download> => {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, way, server.url, String(megabytes * MB)]);
    return JSON.parse(stdout) as Download;
  };
  try {
    const figures: Figure[] = [];
    for (const [megabytes, rounds] of quick
      ? ([[256, 3]] as const)
      : ([
          [256, 5],
          [2048, 3],
        ] as const)) {
      const pairs: [Download, Download][] = [];
      for (let round = 0; round < rounds; round++) {
        pairs.push([await download("saveFile", megabytes), await download("pipeline", megabytes)]);
      }
      const rate = (ms: number) => Math.round((megabytes / ms) * 1000);
      figures.push(
        {
          name: `download-${megabytes}`,
          what: `speed of \`saveFile\`, ${megabytes} MB`,
          rival: "fetch piped into a file, nothing checked",
          value: median(pairs.map(([ours, theirs]) => theirs.ms / ours.ms)),
          unit: "x",
          budget: 0.9,
          atLeast: true,
          detail: `${rate(median(pairs.map(([ours]) => ours.ms)))} against ${rate(median(pairs.map(([, theirs]) => theirs.ms)))} MB/s`,
        },
        {
          name: `download-memory-${megabytes}`,
          what: `memory that \`saveFile\` takes for ${megabytes} MB`,
          rival: null,
          value: median(pairs.map(([ours]) => ours.grownMb)),
          unit: "MB",
          budget: 64,
          detail: `the pipeline: ${Math.round(median(pairs.map(([, theirs]) => theirs.grownMb)))} MB`,
        },
      );
    }
    return figures;
  } finally {
    await server.close();
  }
}
