// The installed versions of the rivals.
import { createRequire } from "node:module";

const version = (name: string, from = import.meta.url) =>
  (createRequire(from)(`${name}/package.json`) as { version: string }).version;

export const OFFICIAL: string = `@huaweicloud/huaweicloud-sdk-core ${version("@huaweicloud/huaweicloud-sdk-core")}`;
export const PRISM: string = `Prism ${version("@stoplight/prism-cli", import.meta.resolve("@cdn-export/prism-mock/prism"))}`;
