/** The parts of a canonical request. Parts that a truncated echo doesn't contain are `undefined`. */
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
 * Reads the canonical request that the gateway prints for a wrong signature, with `|` instead of newlines.
 *
 * Header values may contain `|`. The method, the path, the query and the list of names can't.
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

/** Reads a truncated echo. Its last piece may be incomplete, so it's dropped. */
function readCut(method: string, rest: string, separator: string): CanonicalParts {
  const [path, query, ...lines] = rest.split(separator).slice(0, -1);
  const headers = lines.filter((line) => line.includes(":")).map((line) => line.split(/:(.*)/s, 2) as [string, string]);
  return { method, path, query, headers: Object.fromEntries(headers), names: undefined, payloadHash: undefined };
}

/**
 * A value ends where the next signed name begins: at that name's last occurrence, because values may contain anything.
 */
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
