import { describe, expect, it } from "vitest";
import { firstSentence } from "../../src/api-report/docs.ts";

const CASES: Record<string, [docs: string, sentence: string][]> = {
  "ends at the first full stop, question mark or exclamation mark": [
    ["One. Two.", "One."],
    ["Is it there? Two.", "Is it there?"],
    ["Never! Two.", "Never!"],
    ["Only one.", "Only one."],
  ],
  "is the whole paragraph if nothing ends it": [
    ["No full stop", "No full stop"],
    ["No full stop\n\nAnother paragraph.", "No full stop"],
    ["Say one of:\n- a\n- b", "Say one of:"],
    ["One:\n```ts\na. B\n```", "One:"],
    ["  \n\n ", ""],
  ],
  "may run over several lines": [
    ["A lock for\nthe programs\r\nof one machine. More.", "A lock for the programs of one machine."],
    ["Ends a line.\nThe next one.", "Ends a line."],
  ],
  "does not end at an abbreviation": [
    ["A place, e.g. Node or e.g. `x`. Two.", "A place, e.g. Node or e.g. `x`."],
    ["The client (i.e. ours). Two.", "The client (i.e. ours)."],
    ["Names, headings etc. of a file. Two.", "Names, headings etc. of a file."],
    ["Waits... then sends. Two.", "Waits... then sends."],
  ],
  "does not end inside a number, a file name or an address": [
    ["At most 0.5 s, or 1.5. Two.", "At most 0.5 s, or 1.5."],
    ["In a.ts and Node.js. Two.", "In a.ts and Node.js."],
    ["See https://a.example/b. Two.", "See https://a.example/b."],
  ],
  "does not end inside code, links or parentheses": [
    ["Call `a. B` first. Two.", "Call `a. B` first."],
    ["Call ``a ` b. C`` first. Two.", "Call ``a ` b. C`` first."],
    ["`code`. `next` says why.", "`code`."],
    ["See [the docs. All](https://a.example/b. C) here. Two.", "See [the docs. All](https://a.example/b. C) here."],
    ["Begins (so. It is) here. Two.", "Begins (so. It is) here."],
  ],
  "keeps what closes it": [
    ['Says "no." Two.', 'Says "no."'],
    ["**Stop.** Two.", "**Stop.**"],
  ],
};

describe("the first sentence of docs", () => {
  for (const [behaviour, cases] of Object.entries(CASES))
    describe(behaviour, () => {
      it.each(cases)("%j", (docs, sentence) => {
        expect(firstSentence(docs)).toBe(sentence);
      });
    });
});
