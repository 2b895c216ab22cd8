/** A canonical request, taken apart. What a cut-off echo does not tell is undefined. */
export interface CanonicalParts {
  readonly method: string;
  readonly path: string | undefined;
  readonly query: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The list of signed headers. */
  readonly names: string | undefined;
  readonly payloadHash: string | undefined;
}

/**
 * The canonical request that the gateway prints when a signature is wrong, with `|` where its lines end.
 *
 * A header's value may hold a `|` itself; the method, the path, the query and the list of names cannot.
 */
export function readEcho(text: string): CanonicalParts | undefined {
  const [, method, separator, rest] = ECHO.exec(text) ?? [];
  if (method === undefined || separator === undefined || rest === undefined) return undefined;

  const [path, query, ...others] = rest.split(separator);
  const end = others.reduce((found, name, i) => (others[i - 1] === "" && NAMES.test(name) ? i : found), -1);
  if (end < 0) return readCut(method, rest, separator);
  const names = others[end] ?? "";
  return {
    method,
    path,
    query,
    headers: readHeaderBlock(others.slice(0, end - 1).join(separator), separator, names.split(";")),
    names,
    payloadHash: /^([\da-f]{64}|[\w-]+)/i.exec(others[end + 1] ?? "")?.[0],
  };
}

/** An echo without its end: the last piece may be cut off too. */
function readCut(method: string, rest: string, separator: string): CanonicalParts {
  const [path, query, ...lines] = rest.split(separator).slice(0, -1);
  const headers = lines.filter((line) => line.includes(":")).map((line) => line.split(/:(.*)/s, 2) as [string, string]);
  return { method, path, query, headers: Object.fromEntries(headers), names: undefined, payloadHash: undefined };
}

/** A value ends where another of the signed names begins: at its last occurrence, for a value may hold anything. */
function readHeaderBlock(block: string, separator: string, names: readonly string[]): Record<string, string> {
  const lines = separator + block;
  const starts = names
    .map((name) => ({ name, at: lines.lastIndexOf(`${separator}${name}:`) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return Object.fromEntries(
    starts.map(({ name, at }, i) => [name, lines.slice(at + separator.length + name.length + 1, starts[i + 1]?.at)]),
  );
}

const ECHO = /canonical[ _]?request["']?\s*[:=]\s*["']?([a-z]+)(\||\\n|\r?\n)(.*)/is;
const NAMES = /^[\w!#$%&'*+.^`~-]+(;[\w!#$%&'*+.^`~-]+)*$/;
