import { describe, expect, it } from "vitest";
import { firstSentence } from "../../src/api-report/first-sentence.ts";

const CASES: Record<string, [docs: string, sentence: string][]> = {
  "ends at the first full stop, question mark or exclamation mark": [
    ["One. Two.", "One."],
    ["Is it there? Two.", "Is it there?"],
    ["Never! Two.", "Never!"],
    ["Only one.", "Only one."],
    ["没有文档。第二句。", "没有文档。"],
    ["没有（见下文。）文档。第二句。", "没有（见下文。）"],
  ],
  "is the whole paragraph if nothing ends it": [
    ["No full stop", "No full stop"],
    ["No full stop\n\nAnother paragraph.", "No full stop"],
    ["Say one of:\n- a\n- b", "Say one of:"],
    ["", ""],
    ["  \n\n ", ""],
  ],
  "may run over several lines": [
    ["A lock for\nthe programs\r\nof one machine. More.", "A lock for the programs of one machine."],
    ["Ends a line.\nThe next one.", "Ends a line."],
    ["Takes at most\n2. Not a list.", "Takes at most 2."],
  ],
  "does not end at an abbreviation": [
    ["A place, e.g. Node or e.g. `x`. Two.", "A place, e.g. Node or e.g. `x`."],
    ["The client, i.e. Ours. Two.", "The client, i.e. Ours."],
    ["The client (i.e. ours). Two.", "The client (i.e. ours)."],
    ["Fetch vs. Undici. Two.", "Fetch vs. Undici."],
    ["Approx. Five, cf. RFC 4180. Two.", "Approx. Five, cf. RFC 4180."],
    ["Names, headings etc. of a file. Two.", "Names, headings etc. of a file."],
    ["Names, headings, etc. Two.", "Names, headings, etc."],
    ["Rule no. 5 of Fig. 2. Two.", "Rule no. 5 of Fig. 2."],
    ["The answer is no. Two.", "The answer is no."],
    ["Both, i.e.", "Both, i.e."],
    ["Waits... then sends. Two.", "Waits... then sends."],
    ["Waits... Then sends.", "Waits..."],
  ],
  "does not end inside a number, a file name or an address": [
    ["At most 0.5 s, or 1.5. Two.", "At most 0.5 s, or 1.5."],
    ["In a.ts and Node.js. Two.", "In a.ts and Node.js."],
    ["As GMT+8. Two.", "As GMT+8."],
    ["Of type A. Two.", "Of type A."],
    ["See https://a.example/b.html?c=d! Two.", "See https://a.example/b.html?c=d!"],
    ["See https://a.example/b. Two.", "See https://a.example/b."],
    ["See [the docs. All](https://a.example/b. C) here. Two.", "See [the docs. All](https://a.example/b. C) here."],
  ],
  "does not end inside code, parentheses or brackets": [
    ["Call `a. B` first. Two.", "Call `a. B` first."],
    ["Call ``a ` b. C`` first. Two.", "Call ``a ` b. C`` first."],
    ["Call `a\n. B` first. Two.", "Call `a . B` first."],
    ["`code`. `next` says why.", "`code`."],
    ["Begins (so. It (really. Is)) here. Two.", "Begins (so. It (really. Is)) here."],
    ["From a) to [b). Two.", "From a) to [b)."],
    ["Lone ` backtick. Two.", "Lone ` backtick."],
  ],
  "keeps what closes it": [
    ['Says "no." Two.', 'Says "no."'],
    ["**Stop.** Two.", "**Stop.**"],
    ["Says “no.” Two.", "Says “no.”"],
  ],
  "is taken from the first item if a list begins the docs": [
    ["- One. Two.\n- Three.", "One."],
    ["* one\n* two", "one"],
    ["1. One\n   goes on. Two.\n2. Three.", "One goes on."],
  ],
  "is taken from the first text, whatever Markdown is around it": [
    ["\n\nOne. Two.", "One."],
    ["# A heading #\nText.", "A heading"],
    ["> Quoted. Two.", "Quoted."],
    ["```ts\nconst a = 1. B;\n```\nOne. Two.", "One."],
    ["One:\n```ts\na. B\n```", "One:"],
    ["One\n| a | b |", "One"],
    ["```ts\nonly();\n```", ""],
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
