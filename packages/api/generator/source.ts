// Reads the files of spec/, and finds the line of everything in them.
import { isAlias, LineCounter, parseDocument, type Scalar, visit } from "yaml";

/** Keys and indexes from the root of a file to a value. */
export type Path = readonly (string | number)[];

/** Problems of the files in spec/, one per line, each with its file and line. */
export class SpecError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SpecError";
  }
}

/** Returns the value of a YAML file. @throws {SpecError} with the place of each problem if the file is damaged. */
export function parseYaml(file: string, text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problems = document.errors.map(({ pos, message }): [number, string] => [pos[0], message]);
  if (problems.length === 0) {
    visit(document, (_, node) => {
      if (isAlias(node) && !node.resolve(document))
        problems.push([node.range?.[0] ?? 0, `No anchor &${node.source} comes before the alias *${node.source}`]);
    });
  }
  if (problems.length === 0) {
    visit(document, { Scalar: (_, node) => keepDigits(node) });
    return document.toJS();
  }
  throw new SpecError(
    problems.map(([offset, message]) => {
      const { line, col } = lineCounter.linePos(offset);
      return `${file}:${line}:${col} ${message}`;
    }),
  );
}

/** A whole number that a JavaScript number can't hold exactly becomes a `bigint`. */
function keepDigits(node: Scalar): void {
  const { value, source = "" } = node;
  if (typeof value === "number" && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(source))
    node.value = BigInt(source);
}

/** Writes a value as JSON, each `bigint` with all its digits. */
export function toJson(value: unknown, indent?: number): string {
  const wide: string[] = [];
  const mark = (_: string, part: unknown) => (typeof part === "bigint" ? `\0${wide.push(String(part)) - 1}\0` : part);
  return JSON.stringify(value, mark, indent).replaceAll(/"\\u0000(\d+)\\u0000"/g, (_, i) => wide[i] ?? "");
}

/** Returns the value of a JSON file. @throws {SpecError} with the place of the problem if the file is damaged. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    // Without a position, the file ends too early.
    const offset = Number(message.match(/at position (\d+)/)?.[1] ?? text.length);
    const lines = text.slice(0, offset).split("\n");
    const [what = message] = message.split(/ in JSON| at position|, "/);
    throw new SpecError([`${file}:${lines.length}:${(lines.at(-1) ?? "").length + 1} isn't JSON: ${what}`]);
  }
}

/** Finds the line and column of a value in a YAML or JSON file. For a missing one, those of its nearest parent. */
export function placesIn(file: string, text: string): (path: Path) => string {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (!node?.range) continue;
      const { line, col } = lineCounter.linePos(node.range[0]);
      return `${file}:${line}:${col}`;
    }
    return `${file}:1:1`;
  };
}
