import { describe, expect, test } from "vitest";
import { curlRequest } from "../src/commands/explain/curl-request.ts";
import { shellLine } from "../src/commands/explain/shell-words.ts";
import { curlLine } from "../src/commands/sign/curl-line.ts";

const URL_OF = "https://h.example/v1/x";
const env = { NAME: "value", MY_TOKEN: "made-up-token" };
const files: Record<string, Buffer> = { "body.json": Buffer.from("a\nb\r\n"), "-": Buffer.from("typed") };
const read = (text: string) => curlRequest(text, env, (path) => files[path]);

describe("words", () => {
  test.each<[line: string, words: string[]]>([
    ["a b\tc", ["a", "b", "c"]],
    [`'a b' "c d"`, ["a b", "c d"]],
    [`a'b'"c"d`, ["abcd"]],
    [`'' ""`, ["", ""]],
    [String.raw`'it'\''s'`, ["it's"]],
    [String.raw`"\"\\\$\`\n"`, ['"\\$`\\n']],
    [String.raw`'\n $NAME'`, [String.raw`\n $NAME`]],
    [String.raw`$'it\'s\n\x41\u00e9\U1F600\101\q'`, ["it's\nA\u00e9\u{1f600}A\\q"]],
    ["a \\\n b \\\r\n c", ["a", "b", "c"]],
    ["a ^\n b", ["a", "b"]],
    ['"a\\\nb"', ["ab"]],
    [`$NAME-x "\${NAME}"`, ["value-x", "value"]],
    ["a$ '$'", ["a$", "$"]],
    [String.raw`a\ b \#c`, ["a b", "#c"]],
    ["a # b", ["a"]],
    ["a#b", ["a#b"]],
    ["a | jq b", ["a"]],
    ["a > out b", ["a"]],
    ["a 2>&1", ["a"]],
    ["a; b", ["a"]],
    ["a && b", ["a"]],
    ["a\nb", ["a"]],
    ["'a\nb'", ["a\nb"]],
  ])("of %j are %j", (line, words) => {
    expect(shellLine(line, 0, env)).toMatchObject({ words, notes: [] });
  });

  test.each<[line: string, note: RegExp, words: string[]]>([
    ["$UNSET", /\$UNSET is unknown here/, ["$UNSET"]],
    [`"\${UNSET}"`, /\$\{UNSET\} is unknown here/, [`\${UNSET}`]],
    ["$(date +%s)", /\$\(date \+%s\) is unknown here/, ["$(date +%s)"]],
    ['"`date`"', /`date` is unknown here/, ["`date`"]],
    ["a 'b", /a ' isn't closed/, ["a"]],
    ['a "b', /a " isn't closed/, ["a"]],
    ["http://h/?a=1&b=2", /an unquoted & ends the command/, ["http://h/?a=1"]],
  ])("of %j come with the note %s", (line, note, words) => {
    const read = shellLine(line, 0, env);
    expect(read.words).toEqual(words);
    expect(read.notes).toEqual([expect.stringMatching(note)]);
  });

  test("the command ends where the shell ends it, and secret variables are collected", () => {
    const text = `curl 'a\nb' "$MY_TOKEN" $NAME | jq .\nthe answer`;
    const line = shellLine(text, 4, env);
    expect(text.slice(line.end)).toBe("\nthe answer");
    expect(line).toMatchObject({ words: ["a\nb", "made-up-token", "value"], secrets: ["made-up-token"] });
  });
});

describe("requests", () => {
  test.each<[line: string, request: object]>([
    [`curl ${URL_OF}`, { method: "GET", url: URL_OF, body: undefined, headers: [["accept", "*/*"]] }],
    ["curl h.example/x", { url: "http://h.example/x" }],
    [`curl -X put --url ${URL_OF}`, { method: "put", url: URL_OF }],
    [`curl -sSXPOST ${URL_OF}`, { method: "POST" }],
    [`curl --request=PATCH ${URL_OF}`, { method: "PATCH" }],
    [`curl -I ${URL_OF}`, { method: "HEAD" }],
    [`curl ${URL_OF}#part`, { url: URL_OF }],
    [
      `curl ${URL_OF} -H 'X-A:  b ' -HX-C:d`,
      {
        headers: [
          ["X-A", "b"],
          ["X-C", "d"],
          ["accept", "*/*"],
        ],
      },
    ],
    [`curl ${URL_OF} -H 'X-Empty;' -H 'Accept:'`, { headers: [["X-Empty", ""]] }],
    [
      `curl ${URL_OF} -A me -b c=1 -e r`,
      {
        headers: [
          ["user-agent", "me"],
          ["cookie", "c=1"],
          ["referer", "r"],
          ["accept", "*/*"],
        ],
      },
    ],
    [`curl ${URL_OF} --compressed -k -s -o out -m 5 --connect-timeout 3 -w '%{http_code}'`, { url: URL_OF, notes: [] }],
    [`curl -o out ${URL_OF}`, { url: URL_OF }],
    [`$ curl ${URL_OF}`, { url: URL_OF }],
    [`me@host:~$ LANG=C curl ${URL_OF}`, { url: URL_OF }],
    [`curl.exe ${URL_OF}`, { url: URL_OF }],
    [`curl \\\n  -X POST \\\n  '${URL_OF}?a=1&b=2'`, { method: "POST", url: `${URL_OF}?a=1&b=2` }],
    [
      `curl -G ${URL_OF} -d a=1 --data-urlencode 'b=c d'`,
      { method: "GET", url: `${URL_OF}?a=1&b=c%20d`, body: undefined },
    ],
    [`curl ${URL_OF}?a=1 --url-query 'b=c&d'`, { url: `${URL_OF}?a=1&b=c%26d` }],
    [`curl ${URL_OF} --frobnicate`, { notes: [expect.stringMatching(/--frobnicate is unknown/)] }],
    [`curl --frobnicate much ${URL_OF}`, { url: URL_OF }],
    [`curl ${URL_OF} -L`, { notes: [expect.stringMatching(/-L follows redirects/)] }],
    [`curl ${URL_OF} -u a:b`, { notes: [expect.stringMatching(/-u sets its own Authorization/)] }],
    [`curl ${URL_OF} -F a=b`, { notes: [expect.stringMatching(/-F makes a multipart body/)] }],
    [`curl ${URL_OF} -H`, { notes: [expect.stringMatching(/-H has no value/)] }],
    ["curl -s", { url: "" }],
  ])("%s", (line, request) => {
    expect(read(line)).toMatchObject(request);
  });

  const form = ["content-type", "application/x-www-form-urlencoded"];
  const json = ["content-type", "application/json"];
  test.each<[options: string, body: string, type: string[]]>([
    ["-d a=1 --data b=2", "a=1&b=2", form],
    ["-d @body.json", "ab", form],
    ["--data-binary @body.json", "a\nb\r\n", form],
    ["--data-raw @body.json", "@body.json", form],
    ["-d ''", "", form],
    [`--json '{"a":"é"}'`, '{"a":"é"}', json],
    [`-H 'Content-Type: application/json' -d '{"a": 1}'`, '{"a": 1}', ["Content-Type", "application/json"]],
    ["--data-urlencode 'x=!é'", "x=%21%C3%A9", form],
    ["--data-urlencode 'a b'", "a%20b", form],
  ])("%s sends the body %j", (options, body, type) => {
    const request = read(`curl ${URL_OF} ${options}`);
    expect(request).toMatchObject({ method: "POST", notes: [] });
    expect(request?.body?.toString()).toBe(body);
    expect(request?.headers).toContainEqual(type);
  });

  test("-T sends a file with PUT, and a file that can't be read is noted", () => {
    expect(read(`curl -T body.json ${URL_OF}`)).toMatchObject({ method: "PUT", body: files["body.json"] });
    expect(read(`curl -d @none ${URL_OF}`)?.notes).toEqual([expect.stringMatching(/^none can't be read here/)]);
  });

  test.each(["curl: (22) The requested URL returned error: 401", "User-Agent: curl/8.1", "", "curly https://h"])(
    "%j isn't a curl command",
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  test("the text around the command is kept", () => {
    expect(read(`before\ncurl ${URL_OF} \\\n -s\nafter`)?.rest).toBe("before\n\n\nafter");
  });
});

test.each([
  { method: "GET", url: `${URL_OF}?a=1&b=2`, headers: { "x-a": "it's", "x-empty": "" }, body: undefined },
  { method: "POST", url: URL_OF, headers: { "content-type": "a/b" }, body: Buffer.from('it\'s\n$HOME `x` \\ "é"') },
  { method: "GET", url: `${URL_OF}?a=[1]`, headers: {}, body: Buffer.from("@body.json") },
  { method: "HEAD", url: URL_OF, headers: {}, body: undefined },
  { method: "DELETE", url: URL_OF, headers: { host: "other.example" }, body: undefined },
])("a generated command is parsed to the same request: $method $url", (request) => {
  const back = read(curlLine({ ...request, bodyFile: undefined }));
  expect(back).toMatchObject({ method: request.method, url: request.url, body: request.body, notes: [] });
  expect(back?.headers).toEqual(expect.arrayContaining(Object.entries(request.headers)));
});

test("a generated command contains no token", () => {
  const headers = { "x-security-token": "made-up" };
  const line = curlLine({ method: "GET", url: URL_OF, headers, body: undefined, bodyFile: undefined });
  expect(line).toContain('-H "x-security-token: $HUAWEICLOUD_SDK_SECURITY_TOKEN"');
  expect(line).not.toContain("made-up");
});
