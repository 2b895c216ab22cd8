// Reads the request from a curl command.
import { say } from "../../terminal/language.ts";
import { curlOptions } from "./curl-options.ts";
import { shellLine } from "./shell-words.ts";

export interface CurlRequest {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: Buffer | undefined;
  /** Parts of the command that are ignored or unknown. */
  notes: string[];
  /** Secrets that the command read from the environment. */
  secrets: string[];
  /** The text around the command. */
  rest: string;
}

/** Reads a file that the command names; `-` is stdin. Returns `undefined` if it can't be read. */
export type ReadData = (path: string) => Buffer | undefined;

/** A prompt, variables, then `curl`: `$ curl`, `user@host:~$ LANG=C curl`. */
const BEGIN = /^(?:[^\n"']*[$#%>] +)?[ \t]*(?:\w+=\S* +)*curl(?:\.exe)?(?=\s)/m;
const FORM_TYPE = "application/x-www-form-urlencoded";

/** @returns `undefined` if the text contains no curl command. */
export function curlRequest(text: string, env: NodeJS.ProcessEnv, readData: ReadData): CurlRequest | undefined {
  const begin = BEGIN.exec(text);
  if (!begin) return undefined;
  const { words, end, notes, secrets } = shellLine(text, begin.index + begin[0].length, env);
  const { options, notes: more } = curlOptions(words);
  notes.push(...more);
  const all = (name: string) => options.flatMap(([given, value]) => (given === name ? [value] : []));
  const last = (name: string) => all(name).at(-1);
  const file = (path: string): Buffer => {
    const bytes = readData(path);
    if (!bytes) {
      const name = path === "-" ? say("stdin", "标准输入") : path;
      notes.push(say(`${name} can't be read here, so the body is unknown`, `这里无法读取 ${name}，所以请求体未知`));
    }
    return bytes ?? Buffer.alloc(0);
  };

  const upload = last("upload-file");
  const data = options.flatMap(([name, value]) => dataOf(name, value, file) ?? []);
  const joined = data.length > 0 ? Buffer.from(data.join("&"), "latin1") : undefined;
  const isQuery = last("get") !== undefined;
  const body = upload === undefined ? (isQuery ? undefined : joined) : file(upload);

  if (last("user") !== undefined)
    notes.push(
      say(
        "-u sets its own Authorization header, which replaces the signature",
        "-u 会设置自己的 Authorization 头，取代签名",
      ),
    );
  if (last("form") !== undefined)
    notes.push(say("-F makes a multipart body, which is unknown here", "-F 生成 multipart 请求体，这里无法得知其内容"));
  if (last("location") !== undefined)
    notes.push(
      say(
        "-L follows redirects: a signature is valid for one URL and is refused by the next",
        "-L 会跟随跳转：签名只对一个 URL 有效，跳转后会被拒绝",
      ),
    );

  const pairs = all("url-query").map((pair) => (pair.startsWith("+") ? pair.slice(1) : encoded(pair, file)));
  if (isQuery && joined) pairs.push(joined.toString());
  const usual = last("head") !== undefined ? "HEAD" : upload !== undefined ? "PUT" : body ? "POST" : "GET";
  return {
    method: last("request") ?? usual,
    url: withQuery(all("url")[0] ?? "", pairs),
    headers: headersOf(options, body !== undefined && upload === undefined),
    body,
    notes,
    secrets,
    rest: `${text.slice(0, begin.index)}\n${text.slice(end)}`,
  };
}

/** The bytes that a data option adds to the body, as latin1; `undefined` for other options. */
function dataOf(name: string, value: string, file: (path: string) => Buffer): string | undefined {
  const isFile = value.startsWith("@");
  const bytes = () => (isFile ? file(value.slice(1)) : Buffer.from(value)).toString("latin1");
  switch (name) {
    case "data":
    case "data-ascii":
      return isFile ? bytes().replace(/[\r\n\0]/g, "") : bytes();
    case "data-binary":
    case "json":
      return bytes();
    case "data-raw":
      return Buffer.from(value).toString("latin1");
    case "data-urlencode":
      return encoded(value, file);
    default:
      return undefined;
  }
}

/** `name=content`, `=content`, `content`, `name@file`, `@file`. */
function encoded(value: string, file: (path: string) => Buffer): string {
  const [, name = "", mark, content = ""] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [];
  const plain = mark === undefined ? value : mark === "@" ? file(content).toString() : content;
  const escaped = encodeURIComponent(plain).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return name === "" ? escaped : `${name}=${escaped}`;
}

function withQuery(url: string, pairs: readonly string[]): string {
  const plain = url.replace(/#.*$/s, "");
  const absolute = plain === "" || /^\w+:\/\//.test(plain) ? plain : `http://${plain}`;
  return pairs.reduce((whole, pair) => whole + (whole.includes("?") ? "&" : "?") + pair, absolute);
}

/** The headers as sent, with those that curl adds. `name;` is a header without a value; `name:` removes one of curl's own. */
function headersOf(options: readonly [string, string][], isForm: boolean): CurlRequest["headers"] {
  const given = options.flatMap(([option, value]): [string, string | undefined][] => {
    if (option === "user-agent" || option === "referer" || option === "cookie") return [[option, value]];
    const [, name, mark, text = ""] = /^([^:;]+)([:;])(.*)$/s.exec(option === "header" ? value : "") ?? [];
    return name === undefined ? [] : [[name.trim(), mark === ":" ? text.trim() || undefined : ""]];
  });
  const isJson = options.some(([option]) => option === "json");
  const own: [string, string][] = [["accept", isJson ? "application/json" : "*/*"]];
  if (isForm) own.push(["content-type", isJson ? "application/json" : FORM_TYPE]);
  const named = new Set(given.map(([name]) => name.toLowerCase()));
  return [
    ...given.filter((header): header is [string, string] => header[1] !== undefined),
    ...own.filter(([name]) => !named.has(name)),
  ];
}
