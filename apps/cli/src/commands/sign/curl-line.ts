// A curl line for a POSIX shell that sends exactly what was signed.

export interface SentRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | undefined;
  /** The file that the body came from. */
  bodyFile: string | undefined;
}

/** The headers that are read from the environment when the line runs: no secret stands in it. */
export const HEADER_VARIABLES: Readonly<Record<string, string>> = {
  "x-security-token": "HUAWEICLOUD_SDK_SECURITY_TOKEN",
};

/** @throws TypeError for a body that no argument can hold. */
export function curlLine({ method, url, headers, body, bodyFile }: SentRequest): string {
  const parts = ["curl -sS", ...methodOf(method, body)];
  // curl reads brackets and braces as lists of URLs.
  if (/[[\]{}]/.test(url)) parts.push("--globoff");
  parts.push(quoted(url));
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${headerArgument(name, value)}`);
  // curl would name a type of its own; it is not signed, but it is not what was asked for either.
  if (body && headers["content-type"] === undefined) parts.push("-H 'content-type:'");
  if (bodyFile !== undefined) parts.push(`--data-binary ${quoted(`@${bodyFile}`)}`);
  else if (body) parts.push(`--data-raw ${quoted(textOf(body))}`);
  return parts.join(" \\\n  ").replace("curl -sS \\\n  ", "curl -sS ");
}

function methodOf(method: string, body: Buffer | undefined): string[] {
  if (method === (body ? "POST" : "GET")) return [];
  return method === "HEAD" && !body ? ["--head"] : [`-X ${method}`];
}

function headerArgument(name: string, value: string): string {
  const variable = HEADER_VARIABLES[name];
  if (variable !== undefined) return `"${name}: $${variable}"`;
  return quoted(value === "" ? `${name};` : `${name}: ${value}`);
}

/** Nothing is special to a shell within single quotes but their end. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function textOf(body: Buffer): string {
  const text = body.toString();
  if (text.includes("\0") || !Buffer.from(text).equals(body))
    throw new TypeError("the body is no text, which does not fit into a curl line: name it with --data-file");
  return text;
}
