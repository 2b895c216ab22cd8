import { SPEC_VERSION } from "@cdn-export/api/operations";
import manifest from "../../../package.json" with { type: "json" };
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
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
    text: isOld
      ? say(`${version} is too old: install ${least} or later`, `${version} 太旧：请安装 ${least} 或更新的版本`)
      : version,
    details: { version },
    exitCode: EXIT.UNEXPECTED,
  };
}

export function checkVersion(): Check {
  const { version } = manifest;
  return {
    name: "cdn-export",
    state: "ok",
    text: say(`${version}, for version ${SPEC_VERSION} of the spec`, `${version}，对应接口规范 ${SPEC_VERSION}`),
    details: { version, spec: SPEC_VERSION },
  };
}
