// The errors of @cdn-export/fleet.
import type { Translation } from "./translation.ts";

export const FLEET: readonly Translation[] = [
  ["The account is stopped: <1>", "账号已停止：<1>"],
  ["no account", "没有账号"],
  ["<1>: there is no such file", "<1>：没有这个文件"],
  ["<1>: can't be read: <2>", "<1>：无法读取：<2>"],
  ["<1>: <2> can't be read", "<1>：无法读取 <2>"],
  [
    '<1>: <2> is a secret: name the place that has it, such as { "env": "SHOP" }',
    '<1>：<2> 是机密：请写出存放它的位置，例如 { "env": "SHOP" }',
  ],
  ["<1>: isn't JSON", "<1>：不是 JSON"],
  ["<1>: needs postgres.url, accounts, plans and store", "<1>：需要 postgres.url、accounts、plans 和 store"],
  [
    "<1>: postgres.url has a password: use PGPASSWORD, ~/.pgpass or passwordEnv",
    "<1>：postgres.url 中有密码：请改用 PGPASSWORD、~/.pgpass 或 passwordEnv",
  ],
  ["<1>: the variable <2> isn't set", "<1>：未设置变量 <2>"],
  ["the key of <1> is missing: set <2>_AK and <3>_SK", "缺少 <1> 的密钥：请设置 <2>_AK 和 <3>_SK"],
  ["<1> has no function as its default export", "<1> 的默认导出不是函数"],
  [
    'the credentials of <1> must be { "env": NAME }, { "profile": FILE } or { "module": FILE }',
    '<1> 的凭证必须是 { "env": NAME }、{ "profile": FILE } 或 { "module": FILE }',
  ],
  ["Another worker has stored the file of <1>", "另一个工作进程已存储 <1> 的文件"],
  ["The schema <1> has no tables of a fleet", "模式 <1> 中没有 fleet 的表"],
  ["Run `cdn-export fleet init` first", "请先运行 `cdn-export fleet init`"],
  ["There is no account <1>", "没有账号 <1>"],
  ["The record of <1> has no query", "<1> 的记录中没有查询"],
  ["Another worker has taken the turn of <1>", "另一个工作进程接管了 <1>"],
  ["The turn is over for this window", "这个窗口已轮到别的工作进程"],
  ["Postgres didn't respond in time", "Postgres 没有及时响应"],
  ["Unexpected error <1>", "意外错误 <1>"],
  ["accounts must have one account at least", "accounts 至少要有一个账号"],
  [
    "the account <1> needs a name that is safe in file paths: a-z, 0-9, . _ -",
    "账号 <1> 的名称要能用于文件路径：a-z、0-9、. _ -",
  ],
  ["the account <1> has no credentials", "账号 <1> 没有凭证"],
  ["plans must have one plan at least", "plans 至少要有一个计划"],
  ["store must be a store, such as folderStore(path)", "store 必须是存储，例如 folderStore(path)"],
  ["limits.<1> must be a number above 0, not <2>", "limits.<1> 必须是大于 0 的数，不能是 <2>"],
  ["a plan names the account <1>, which isn't in accounts", "有计划用到账号 <1>，而 accounts 中没有它"],
  [
    "<1> unfinished windows are no longer in a plan: they're kept, and not begun",
    "<1> 个未完成的窗口已不在任何计划中：保留它们，但不会开始",
  ],
  ["postgres.schema must be a plain lower-case name, not <1>", "postgres.schema 必须是普通的小写名称，不能是 <1>"],
  [
    "postgres.url must look like postgres://USER@HOST:PORT/DATABASE",
    "postgres.url 的格式必须是 postgres://USER@HOST:PORT/DATABASE",
  ],
  [
    "A pooler such as pgbouncer in transaction mode is in front of Postgres, and locks don't hold there",
    "Postgres 前面有事务模式的连接池（例如 pgbouncer），锁在那里不起作用",
  ],
  [
    "Set postgres.url to Postgres itself, or to a pool in session mode",
    "请把 postgres.url 设为 Postgres 本身，或会话模式的连接池",
  ],
  [
    "Postgres at <1> refuses the user <2>: the password or the access rules (pg_hba.conf) are wrong",
    "Postgres（<1>）拒绝用户 <2>：密码或访问规则 (pg_hba.conf) 不对",
  ],
  [
    "Postgres at <1> asks for a password: set PGPASSWORD or postgres.password",
    "Postgres（<1>）需要密码：请设置 PGPASSWORD 或 postgres.password",
  ],
  ["Postgres at <1> has no database <2>: create it first", "Postgres（<1>）没有数据库 <2>：请先创建"],
  [
    "The user <1> may not create schemas in <2>: ask for CREATE on the database",
    "用户 <1> 不能在 <2> 中创建模式：请申请数据库的 CREATE 权限",
  ],
  [
    "The certificate of Postgres at <1> can't be verified (<2>): set postgres.ca to the certificate of its authority",
    "无法验证 Postgres（<1>）的证书（<2>）：请把 postgres.ca 设为其颁发机构的证书",
  ],
  [
    "Postgres at <1> has no TLS: add ?sslmode=disable to postgres.url if the network is safe",
    "Postgres（<1>）没有 TLS：如果网络安全，请在 postgres.url 后加上 ?sslmode=disable",
  ],
  ["Postgres at <1> can't be reached: <2>", "无法连接 Postgres（<1>）：<2>"],
  ["The tables in <1> have version <2>, and this program knows <3>", "<1> 中的表是版本 <2>，而本程序只认识版本 <3>"],
  ["pg-boss in <1> has version <2>, and this program knows <3>", "<1> 中的 pg-boss 是版本 <2>，而本程序只认识版本 <3>"],
  ["Update @cdn-export/fleet on this machine", "请更新这台机器上的 @cdn-export/fleet"],
  [
    "The schema <1> belongs to a fleet whose files are in <2>, and <3> isn't its store",
    "模式 <1> 属于另一个 fleet，其文件在 <2>，而 <3> 不是它的存储",
  ],
  [
    "Mount the store, or set postgres.schema to another name for a second fleet",
    "请挂载存储；若要建立第二个 fleet，请把 postgres.schema 设为别的名称",
  ],
  [
    "The account isn't in the options of this worker: its windows are kept, and not exported",
    "这个工作进程的选项中没有该账号：保留它的窗口，但不导出",
  ],
  ["folderStore needs the path of a folder", "folderStore 需要文件夹的路径"],
  ["s3Store needs a bucket and credentials", "s3Store 需要存储桶和凭证"],
  ["<1> can't be written: it is full", "无法写入 <1>：空间已满"],
  ["<1> can't be written: <2>", "无法写入 <1>：<2>"],
  ["Nothing is lost: the fleet tries again", "没有丢失任何内容：fleet 会再试"],
];
