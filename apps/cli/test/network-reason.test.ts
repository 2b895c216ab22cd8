// The words for errors of the network.
import { expect, test } from "vitest";
import { networkReason } from "../src/terminal/network-reason.ts";

const failure = (message: string, code?: string) => Object.assign(new Error(message), { code });

test.each([
  [
    "connect ECONNREFUSED 127.0.0.1:9",
    "ECONNREFUSED",
    "the host refuses connections (connect ECONNREFUSED 127.0.0.1:9)",
  ],
  ["getaddrinfo ENOTFOUND a.test", "ENOTFOUND", "no host has that name (getaddrinfo ENOTFOUND a.test)"],
  [
    "self-signed certificate",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "the host's certificate isn't trusted (DEPTH_ZERO_SELF_SIGNED_CERT)",
  ],
  ["odd", "E_ODD", "E_ODD"],
  ["bad port", undefined, "bad port"],
])("%j with code %s is %j", (message, code, reason) => {
  const cause = new TypeError("fetch failed", { cause: failure(message, code) });
  expect(networkReason(new Error("outer", { cause }))).toBe(reason);
});

test("one of several addresses stands for all", () => {
  const both = ["::1", "127.0.0.1"].map((host) => failure(`connect ECONNREFUSED ${host}:9`, "ECONNREFUSED"));
  expect(networkReason(new AggregateError(both, ""))).toBe("the host refuses connections (connect ECONNREFUSED ::1:9)");
});
