import { expect, it } from "vitest";
import { withFlagNames } from "../src/shared/query.ts";

it.each([
  ['groupBy must be "domain", not "isps"', '--group-by must be "domain", not "isps"'],
  [
    "countries is missing: provinces cannot be sent without it",
    "--country is missing: --province cannot be sent without it",
  ],
  [
    'countries must be ["cn"] with provinces, not ["us","isps"]',
    '--country must be "cn" with --province, not "us,isps"',
  ],
  ['"countries.isps.com" is not one name', '"countries.isps.com" is not one name'],
  ['"a\\"countries\\" [\\"isps\\"]" is odd, interval too', '"a\\"countries\\" [\\"isps\\"]" is odd, --interval too'],
  ['not "x", not ["language"], not "[", not "isps"', 'not "x", not "language", not "[", not "isps"'],
  ['language must be "zh", not "language cut short...', '--language must be "zh", not "language cut short...'],
  ["the period is from here to there", "the period is from here to there"],
])("%s: names flags, and keeps quoted text", (message, words) => {
  expect(withFlagNames(message)).toBe(words);
});
