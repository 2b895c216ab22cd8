// What explanations of signatures say, and what to do.
import type { Translation } from "./translation.ts";

export const EXPLANATIONS: readonly Translation[] = [
  [
    "The access key is locked: more than five signatures in a row were wrong.",
    "访问密钥已被锁定：连续五次以上签名错误。",
  ],
  [
    "Send nothing for five minutes, because each failure counts. Meanwhile, find out why the signatures were wrong.",
    "请在五分钟内不要发送请求，因为每次失败都会计数。同时请查明签名错误的原因。",
  ],
  ["The gateway doesn't know the access key.", "网关不认识这个访问密钥。"],
  [
    "Check the AK. It may be mistyped, deleted, disabled, from another site (China, international, Europe), or temporary and either expired or sent without its token.",
    "请检查 AK。它可能写错、已删除、已停用、属于其他站点（中国站、国际站、欧洲站），或是临时的且已过期或没有带令牌。",
  ],
  ["The security token is wrong, missing or expired.", "安全令牌有误、缺失或已过期。"],
  [
    "Temporary AK, SK and token belong together and expire together: get all three again.",
    "临时 AK、SK 和令牌是一组，同时过期：请重新获取三者。",
  ],
  [
    "Temporary AK, SK and token belong together: send the token, and sign it.",
    "临时 AK、SK 和令牌是一组：请发送令牌，并对它签名。",
  ],
  ["The IAM token is wrong or expired.", "IAM 令牌有误或已过期。"],
  ["Get a new one from the site and region where you use it.", "请在使用它的站点和区域重新获取。"],
  ["The gateway found neither a signature nor a token.", "网关没有找到签名或令牌。"],
  [
    "The Authorization header didn't arrive, or doesn't start with SDK-HMAC-SHA256. Proxies and redirects remove it, and browsers do so across origins.",
    "Authorization 头没有到达，或不以 SDK-HMAC-SHA256 开头。代理和跳转会去掉它，浏览器在跨源时也会。",
  ],
  ["An IAM access rule refuses the request's address.", "IAM 的访问控制不允许请求的来源地址。"],
  [
    "Allow the address in IAM (Security Settings > ACL), or send the request from an allowed one.",
    "请在 IAM 中放行该地址（安全设置 > 访问控制），或从允许的地址发送请求。",
  ],
  ["A signed header didn't arrive.", "一个已签名的头没有到达。"],
  ["A proxy removed it, or it was signed and not sent.", "代理去掉了它，或签名了却没有发送。"],
  [
    "The Authorization header is malformed, or doesn't list X-Sdk-Date.",
    "Authorization 头的格式有误，或没有列出 X-Sdk-Date。",
  ],
  [
    "Its form is: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX.",
    "格式为：SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX。",
  ],
  [
    "Its form is: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX. X-Sdk-Date must be signed.",
    "格式为：SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX。X-Sdk-Date 必须签名。",
  ],
  ["Its form is YYYYMMDDTHHMMSSZ, in UTC: 20260131T235959Z.", "格式为 YYYYMMDDTHHMMSSZ，使用 UTC：20260131T235959Z。"],
  ["The signature is wrong, and the gateway doesn't say what it received.", "签名有误，网关没有说明它收到了什么。"],
  [
    "Check the SK. Then compare the canonical request with the request that was sent, including its body.",
    "请检查 SK，然后把规范请求与发送的请求（包括 body）对照。",
  ],
  ["The answer isn't a known signature error.", "这个响应不是已知的签名错误。"],
  ["The answer isn't a known signature error: HTTP <1>.", "这个响应不是已知的签名错误：HTTP <1>。"],
  ["Look up its error code: the signature isn't the cause.", "请查它的错误码：原因不在签名。"],
  ["<1>: the gateway accepted the signature.", "<1>：网关接受了签名。"],
  ["The answer contains no error", "响应中没有错误"],
  ["The request succeeded with HTTP <1>", "请求成功，HTTP <1>"],
  [
    "The signature has expired: its time differs from the gateway's by more than 15 minutes.",
    "签名已过期：它的时间与网关相差超过 15 分钟。",
  ],
  [
    "Set the clock. Sign each request and each retry just before sending it.",
    "请校准时钟。请在发送每个请求和每次重试之前才签名。",
  ],
  ["The signature has expired: its time is <1> before the gateway's.", "签名已过期：它的时间比网关早 <1>。"],
  ["The signature has expired: its time is <1> after the gateway's.", "签名已过期：它的时间比网关晚 <1>。"],
  [
    "This computer's clock is slow, or the signature is old. Sign each request and each retry just before sending it.",
    "本机时钟慢了，或签名太旧。请在发送每个请求和每次重试之前才签名。",
  ],
  ["This computer's clock is fast: set it.", "本机时钟快了：请校准。"],
  ["The difference is a time zone: X-Sdk-Date must be in UTC.", "相差一个时区：X-Sdk-Date 必须使用 UTC。"],
  ["The signature is wrong. The gateway received this request:", "签名有误。网关收到的请求："],
  [
    "Compare it with the request that you signed, or pass that request as well. If they're equal, the SK is wrong.",
    "请与签名的请求对照，或同时给出该请求。如果两者相同，则 SK 有误。",
  ],
  [
    "The gateway received exactly the signed request: the secret key is wrong.",
    "网关收到的请求与签名的请求完全相同：SK 有误。",
  ],
  [
    "Check that SK and AK belong together, and that the SK is complete and has no white space around it. More than five failures in a row lock the key for five minutes.",
    "请检查 SK 与 AK 是否配对、SK 是否完整且前后没有空白。连续失败五次以上，密钥会被锁定五分钟。",
  ],
  [
    "Check that SK and AK belong together, and that the SK is complete and has no white space around it. More than five failures in a row lock the key for five minutes. With the SK, explainRequest finds mistakes in the signing code.",
    "请检查 SK 与 AK 是否配对、SK 是否完整且前后没有空白。连续失败五次以上，密钥会被锁定五分钟。有 SK 时，explainRequest 可以找出签名代码中的错误。",
  ],
  [
    "The gateway received exactly the request that was sent: the secret key or the signing code is wrong.",
    "网关收到的请求与发送的请求完全相同：SK 或签名代码有误。",
  ],
  [
    "The gateway received a different request than the signed one: <1>.",
    "网关收到的请求与签名的请求不同。不同之处：<1>。",
  ],
  ["The signature was made for another request: <1>.", "签名属于另一个请求：<1>。"],
  [
    "Form, time and signed headers are right. The signature can't be checked without the secret key.",
    "格式、时间和签名的头都正确。没有 SK 无法检查签名。",
  ],
  ["Check it where you have the secret key of <1>.", "请在有 <1> 的 SK 的地方检查。"],
  ["The code that signed the request has a mistake: <1>.", "签名的代码有误：<1>。"],
  ["Fix it: this mistake alone produces exactly this signature.", "请修正：只有这个错误会得到这个签名。"],
  [
    "The access key is temporary, and X-Security-Token is missing or has another token.",
    "访问密钥是临时的，而 X-Security-Token 缺失或是另一个令牌。",
  ],
  ["The signature is right and hasn't expired.", "签名正确，没有过期。"],
  [
    "If the gateway still refuses the request, something changes it on the way, or the key is locked or from another site.",
    "如果网关仍然拒绝，则请求在途中被改动，或密钥被锁定、属于其他站点。",
  ],
  [
    "The signature doesn't match: it was made with another secret key, or for another body, URL or header.",
    "签名对不上：它使用了另一个 SK，或属于另一个 body、URL 或头。",
  ],
  [
    "Check that the SK belongs to the AK and is complete. If it is, the request changed after it was signed: sign it again, and send exactly what was signed.",
    "请检查 SK 是否属于该 AK 且完整。如果是，则请求在签名后被改动：请重新签名，并原样发送。",
  ],
  ["The Authorization header <1>.", "Authorization 头<1>。"],
  ["is malformed", "的格式有误"],
  ["is an AWS signature, which is a different algorithm", "是 AWS 签名，那是另一种算法"],
  ["doesn't start with SDK-HMAC-SHA256", "不以 SDK-HMAC-SHA256 开头"],
  ["has a comma after SDK-HMAC-SHA256", "在 SDK-HMAC-SHA256 之后有逗号"],
  ["has Credential= instead of Access=", "写的是 Credential=，应为 Access="],
  ["has no AK: Access= is missing", "没有 AK：缺少 Access="],
  ["lists no signed headers: SignedHeaders= is missing", "没有列出签名的头：缺少 SignedHeaders="],
  ["has no signature: Signature= is missing", "没有签名：缺少 Signature="],
  ["has an upper-case signature: write the hex digits in lower case", "的签名是大写：请用小写的十六进制"],
  [
    "has a signature that isn't 64 hex digits: it may be base64 or truncated",
    "的签名不是 64 位十六进制：可能是 base64，或被截断",
  ],
  ["X-Sdk-Date is missing.", "缺少 X-Sdk-Date。"],
  ["X-Sdk-Date isn't signed.", "X-Sdk-Date 没有签名。"],
  ["X-Sdk-Date isn't a date.", "X-Sdk-Date 不是日期。"],
  [
    "Send the time of the signature as YYYYMMDDTHHMMSSZ in UTC, and sign it.",
    "请以 UTC 的 YYYYMMDDTHHMMSSZ 格式发送签名时间，并对它签名。",
  ],
  ["Add it to SignedHeaders: it must be signed.", "请把它加入 SignedHeaders：它必须签名。"],
  ["The header <1> is signed, but the request doesn't have it.", "头 <1> 已签名，但请求中没有它。"],
  ["Send it as it was signed, or don't sign it.", "请按签名时的内容发送，或不要对它签名。"],
  ["The request isn't signed: it has no Authorization header.", "请求没有签名：没有 Authorization 头。"],
  ["Sign it, and send all headers that signing returns.", "请签名，并发送签名返回的所有头。"],
  ["The request has an IAM token instead of a signature.", "请求使用的是 IAM 令牌，不是签名。"],
  [
    "Only the gateway can check the token. It's valid for 24 hours, and only on the site that issued it.",
    "只有网关能检查令牌。它的有效期为 24 小时，且只在颁发它的站点有效。",
  ],
];
