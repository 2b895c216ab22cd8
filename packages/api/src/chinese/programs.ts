// Mistakes of programs that use the packages.
import type { Translation } from "./translation.ts";

export const PROGRAMS: readonly Translation[] = [
  [
    "<1> must be a number of milliseconds from 1 to <2>, not <3> (<4>)",
    "<1> 必须是 1 到 <2> 的毫秒数，不能是 <3>（<4>）",
  ],
  ["callsPerSecond must be a number above 0, not <1> (<2>)", "callsPerSecond 必须是大于 0 的数，不能是 <1>（<2>）"],
  ["<1> must be a whole number of at least 1, not <2>", "<1> 必须是不小于 1 的整数，不能是 <2>"],
  ["lock must be a function such as fileLock(path), not <1>", "lock 必须是函数，例如 fileLock(path)，不能是 <1>"],
  ["fileLock needs the path of a file, one for each account", "fileLock 需要文件路径，每个账号一个"],
  ['onLost is "fail" or "create-again", not <1>', 'onLost 是 "fail" 或 "create-again"，不能是 <1>'],
  ['per must be "hour", "day" or "month", not <1>', 'per 必须是 "hour"、"day" 或 "month"，不能是 <1>'],
  [
    "The credentials <1>: pass { ak, sk }, or credentialsFromEnv() of @cdn-export/signer/node, which reads HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK",
    "密钥<1>：请传入 { ak, sk }，或 @cdn-export/signer/node 的 credentialsFromEnv()，它读取 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK",
  ],
  ["are a promise", "是 promise"],
  ["are missing", "缺失"],
  ["don't have an ak", "没有 ak"],
  ["don't have an sk", "没有 sk"],
  ['The endpoint <1>: use "cn", "eu" or a URL like <2>', 'endpoint <1>：请用 "cn"、"eu" 或形如 <2> 的 URL'],
  ["must have no user or password", "不能含有用户名或密码"],
  ["<1> is a region, but CDN is one service for all of them", "<1> 是区域，而 CDN 不分区域"],
  ["<1> is not a site", "<1> 不是站点"],
  ["<1> is a promise: await it first", "<1> 是 promise：请先 await"],
  ["The ledger", "账本"],
  ["The input of rows", "rows 的输入"],
  ["saveFile's file", "saveFile 的文件"],
  [
    "saveFile needs a file, the result of exportStatistics or job.result(), and then a path",
    "saveFile 先要文件（exportStatistics 或 job.result() 的结果），再要路径",
  ],
  ['saveFile needs a path such as "visitors.csv", not <1>', 'saveFile 需要路径，例如 "visitors.csv"，不能是 <1>'],
  ["openLedger needs the path of a file", "openLedger 需要文件路径"],
  [
    "settle returned <1> for <2> instead of milliseconds since the epoch",
    "settle 对 <2> 返回了 <1>，而不是自 1970 年起的毫秒数",
  ],
  ["recreate: <1> isn't the ID of a window in this plan", "recreate：<1> 不是本计划中时间段的编号"],
  ["name: <1> gives <2> and <3> one file; add {id} to it", "name：<1> 使 <2> 和 <3> 成为同一个文件；请在其中加入 {id}"],
  [
    "name: <1> gives <2> the file of <3>, which is in the ledger; add {id} to it, or take another folder and ledger",
    "name：<1> 使 <2> 与账本中的 <3> 成为同一个文件；请在其中加入 {id}，或换用其他文件夹和账本",
  ],
  ["name: <1> gives <2> a name that is too long; leave a field out", "name：<1> 使 <2> 的名称过长；请去掉一个字段"],
  [
    "name must end in .{type}, because the type is known last: <1>",
    "name 必须以 .{type} 结尾，因为类型最后才知道：<1>",
  ],
  ["name: there is no <1>; there are {<2>}, {type}", "name：没有 <1>；可用的有 {<2>}、{type}"],
  [
    "name must be a path below the folder that every system takes: <1>",
    "name 必须是文件夹之内、各系统都接受的路径：<1>",
  ],
];
