// Parses the options of a curl command.

import { say } from "../../terminal/language.ts";

export interface CurlOptions {
  /** In order, by their long names. The URL counts as an option. */
  options: [name: string, value: string][];
  notes: string[];
}

const LONG_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  `X request, H header, d data, G get, I head, A user-agent, b cookie, e referer, u user, F form, T upload-file, L location,
  k insecure, s silent, S show-error, v verbose, i include, o output, O remote-name, f fail, g globoff, N no-buffer, x proxy,
  m max-time, w write-out, c cookie-jar, D dump-header, E cert, K config, r range, U proxy-user, y speed-time, Y speed-limit,
  z time-cond, C continue-at, # progress-bar, 4 ipv4, 6 ipv6, 0 http1.0, q disable, J remote-header-name, Z parallel`
    .split(/,\s+/)
    .map((pair) => pair.split(" ") as [string, string]),
);

const WITH_VALUE = new Set(
  `request header data data-raw data-binary data-ascii data-urlencode json url url-query user-agent referer cookie user form
  form-string upload-file output proxy max-time write-out cookie-jar dump-header cert config range proxy-user speed-time
  speed-limit time-cond continue-at connect-timeout cacert capath key key-type cert-type retry retry-delay retry-max-time
  resolve connect-to interface limit-rate max-redirs max-filesize ciphers tls-max noproxy proxy-header trace trace-ascii
  stderr unix-socket local-port dns-servers doh-url keepalive-time pinnedpubkey output-dir variable`.split(/\s+/),
);

const WITHOUT_VALUE = new Set(
  `get head location insecure silent show-error verbose include remote-name fail fail-with-body globoff no-buffer
  progress-bar ipv4 ipv6 disable compressed http1.0 http1.1 http2 http2-prior-knowledge http3 tlsv1 tlsv1.2 tlsv1.3
  location-trusted ssl-no-revoke no-keepalive tcp-nodelay no-progress-meter path-as-is remote-header-name create-dirs
  parallel styled-output no-styled-output trace-time remove-on-error`.split(/\s+/),
);

const LOOKS_LIKE_URL = /^(https?:\/\/|localhost\b|[\w-]+(\.[\w-]+)+([:/?]|$))/i;

export function curlOptions(words: readonly string[]): CurlOptions {
  let at = 0;
  const options: CurlOptions["options"] = [];
  const notes: string[] = [];

  function read(name: string, shown: string, attached?: string): void {
    if (WITH_VALUE.has(name)) {
      const value = attached ?? words[at++];
      if (value === undefined)
        notes.push(
          say(
            `${shown} has no value: the end of the curl command is missing`,
            `${shown} 没有值：curl 命令的结尾不完整`,
          ),
        );
      else options.push([name, value]);
    } else if (WITHOUT_VALUE.has(name)) {
      options.push([name, ""]);
    } else {
      notes.push(say(`${shown} is unknown, so it is ignored`, `未知选项 ${shown}，已忽略`));
      const next = words[at] ?? "-";
      // The next word may be its value.
      if (!next.startsWith("-") && !LOOKS_LIKE_URL.test(next)) at++;
    }
  }

  /** `-sSXPOST` means -s -S -X POST: the first option with a value takes the rest. */
  function readLetters(letters: string): void {
    for (let i = 0; i < letters.length; i++) {
      const letter = letters.charAt(i);
      const name = LONG_NAMES[letter] ?? letter;
      const takesRest = WITH_VALUE.has(name) && i + 1 < letters.length;
      read(name, `-${letter}`, takesRest ? letters.slice(i + 1) : undefined);
      if (takesRest) break;
    }
  }

  for (let word = words[at++]; word !== undefined; word = words[at++]) {
    const [, long, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (long !== undefined) read(long, `--${long}`, attached);
    else if (/^-./.test(word)) readLetters(word.slice(1));
    else options.push(["url", word]);
  }
  return { options, notes };
}
