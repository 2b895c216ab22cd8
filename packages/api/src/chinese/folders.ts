// Folders that programs read, and queries of them.
import type { Translation } from "./translation.ts";

export const FOLDERS: readonly Translation[] = [
  ["openFolder needs the path of a folder", "openFolder 需要文件夹的路径"],
  ["<1>: only a single SELECT or EXPLAIN statement can run", "<1>：只能运行一条 SELECT 或 EXPLAIN 语句"],
  ["There is no statement", "没有语句"],
  ["There are <1> statements", "有 <1> 条语句"],
  ["This isn't a SELECT statement", "这不是 SELECT 语句"],
  ["This isn't an EXPLAIN statement", "这不是 EXPLAIN 语句"],
  ["The statement has parameters, and no values for them", "语句含有参数，但没有它们的值"],
  [
    "The function <1> can't be used: queries read only the views of the folder",
    "不能使用函数 <1>：查询只能读取文件夹的视图",
  ],
  ["The query needs more memory than it may take", "查询需要的内存超过上限"],
  ["Out of Memory Error", "内存不足"],
  ["The query takes longer than <1> seconds", "查询用时超过 <1> 秒"],
  ["The result has more than <1> rows: add a LIMIT", "结果超过 <1> 行：请加上 LIMIT"],
  ["The process of the query was ended by the system", "查询进程被系统终止"],
  ["The process of the query replied with <1>", "查询进程的回应是 <1>"],
  [
    "Queries need the package @duckdb/node-api: npm install @duckdb/node-api",
    "查询需要 @duckdb/node-api 包：npm install @duckdb/node-api",
  ],
  ["not implemented", "未实现"],
  ["<1> was replaced while it was read", "<1> 在读取时被替换"],
  ["Run the query again", "请再次运行查询"],
  ["other size", "大小不同"],
  ["other content", "内容不同"],
  ["<1> points are missing", "缺少 <1> 个数据点"],
  ["the points of <1> are <2> seconds apart", "<1> 的数据点间隔 <2> 秒"],
  ["The points of <1> are an hour apart, not 5 minutes", "<1> 的数据点间隔一小时，而不是 5 分钟"],
  ["<1> has no table", "<1> 中没有表"],
  ["The tables in <1> have different columns", "<1> 中各表的列不同"],
  ["Run sync again to replace it", "请再次运行 sync 来替换它"],
  ["<1> has changed since it was saved", "<1> 在保存之后被改动过"],
  ["Delete it, and run sync again to replace it", "请删除它，再次运行 sync 来替换它"],
];
