// Flags of the commands that compute figures.
import { Option } from "commander";
import { say } from "../terminal/language.ts";
import { oneOf } from "./values.ts";

export function absentFlag(): Option {
  return new Option(
    "--absent <what>",
    say(
      "what a point is that its export lacks: missing, or zero (the service may leave out zeros; that's undocumented)",
      "导出文件中没有的数据点：missing 缺失，zero 为零（服务可能省略零值，文档没有说明）",
    ),
  )
    .default("missing")
    .argParser(oneOf("--absent", ["missing", "zero"]));
}
