import { SPEC_VERSION } from "@cdn-export/api/operations";
import manifest from "../../../package.json" with { type: "json" };
import { EXIT } from "../../terminal/exit-codes.ts";
import type { Check } from "./check.ts";

/** As in `engines` in package.json. */
const MIN_NODE = [20, 19];

export function checkNode(): Check {
  const version = process.versions.node;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = MIN_NODE;
  const isOld = major < leastMajor || (major === leastMajor && minor < leastMinor);
  const least = MIN_NODE.join(".");
  return {
    name: "Node",
    state: isOld ? "wrong" : "ok",
    text: isOld ? `${version} is too old: install ${least} or later` : version,
    details: { version },
    exitCode: EXIT.UNEXPECTED,
  };
}

export function checkVersion(): Check {
  const { version } = manifest;
  return {
    name: "cdn-export",
    state: "ok",
    text: `${version}, for version ${SPEC_VERSION} of the spec`,
    details: { version, spec: SPEC_VERSION },
  };
}
