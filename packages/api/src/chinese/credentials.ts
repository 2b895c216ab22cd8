// Credentials: the errors of signer.
import type { Translation } from "./translation.ts";

export const CREDENTIALS: readonly Translation[] = [
  ["no credentials: <1>", "没有密钥：<1>"],
  [
    "no access key in the environment: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK (console: My Credentials > Access Keys)",
    "环境变量中没有访问密钥：请设置 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK（控制台：我的凭证 > 访问密钥）",
  ],
  [
    "neither HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK nor CLOUD_SDK_AK and CLOUD_SDK_SK are set",
    "没有设置 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK，也没有设置 CLOUD_SDK_AK 和 CLOUD_SDK_SK",
  ],
  ["environment", "环境变量"],
  ["profile file", "配置文件"],
  ["explicit", "参数"],
  ["a function", "函数"],
  ["ECS metadata", "ECS 元数据"],
  ["not given", "没有给出"],
  ["returned none", "没有返回密钥"],
  ["<1> is set without <2>: set both", "设置了 <1>，但没有设置 <2>：请两个都设置"],
  [
    "<1> has white space around its value, perhaps a newline from a file: remove it",
    "<1> 的值前后有空白，可能是文件中的换行：请去掉",
  ],
  ["no agency is configured for this server", "这台服务器没有配置委托"],
  ["the metadata service answered HTTP <1>", "元数据服务返回 HTTP <1>"],
  ["the metadata service refused a token with HTTP <1>", "元数据服务拒绝发放令牌：HTTP <1>"],
  ["no answer within <1> s: not a cloud server?", "<1> 秒内没有响应：可能不是云服务器"],
  ["cannot be reached (<1>): not a cloud server?", "无法连接（<1>）：可能不是云服务器"],
  ["cannot be reached: not a cloud server?", "无法连接：可能不是云服务器"],
  ["the metadata service answered without a complete key", "元数据服务返回的密钥不完整"],
  ["the profile file <1> can't be read: <2>", "无法读取配置文件 <1>：<2>"],
  ["the profile file <1> has <2> without <3> in [<4>]", "配置文件 <1> 的 [<4>] 中有 <2> 但没有 <3>"],
  ["<1> does not exist", "<1> 不存在"],
  ["<1> has no ak and sk in [global] or [basic]", "<1> 的 [global] 或 [basic] 中没有 ak 和 sk"],
  [
    "<1> has no ak and sk in [global] or [basic]; idp_id isn't supported: pass a function that gets credentials",
    "<1> 的 [global] 或 [basic] 中没有 ak 和 sk；不支持 idp_id：请传入获取密钥的函数",
  ],
  [
    "the account ID is unknown: <1>. Set domainId or HUAWEICLOUD_SDK_DOMAIN_ID (console: My Credentials > Account ID). The European site requires it",
    "无法确定账号 ID：<1>。请设置 domainId 或 HUAWEICLOUD_SDK_DOMAIN_ID（控制台：我的凭证 > 账号 ID）。欧洲站需要它",
  ],
  ["IAM answered HTTP <1>", "IAM 返回 HTTP <1>"],
  ["IAM answered HTTP <1> (X-IAM-Trace-Id <2>)", "IAM 返回 HTTP <1>（X-IAM-Trace-Id <2>）"],
  ["IAM can't be reached", "无法连接 IAM"],
  ["IAM's answer has none", "IAM 的响应中没有它"],
  ["no answer from IAM within <1> s", "IAM 在 <1> 秒内没有响应"],
  ["body is an object: stringify it", "body 是对象：请先转为字符串"],
  ["<1> is not Latin-1 text", "<1> 不是 Latin-1 文本"],
  ["empty ak or sk", "ak 或 sk 为空"],
];
