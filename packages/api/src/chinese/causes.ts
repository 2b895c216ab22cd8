// Why a signature differs: the causes in explanations.
import type { Translation } from "./translation.ts";

export const CAUSES: readonly Translation[] = [
  ["the method was sent in lower case: sign and send it in upper case", "方法是以小写发送的：请用大写签名和发送"],
  [
    "a redirect was followed, which turned the request into a GET: don't follow redirects of signed requests",
    "跟随了跳转，请求变成了 GET：签名的请求不要跟随跳转",
  ],
  ["a proxy or a library that overrides methods changed the method", "代理或改写方法的程序库改动了方法"],
  ["the path was encoded twice: encode each segment once", "路径被编码了两次：每一段只编码一次"],
  [
    "the path was encoded twice before it was signed: encode each segment once",
    "路径在签名前被编码了两次：每一段只编码一次",
  ],
  ["the path was encoded twice before it was signed", "路径在签名前被编码了两次"],
  ["the path was encoded once more after signing", "路径在签名后又编码了一次"],
  [
    "the path was decoded or encoded again on the way: by a proxy, or because of an escaped slash (%2F)",
    "路径在途中被解码或再次编码：由于代理，或转义的斜杠 (%2F)",
  ],
  [
    "one slash differs: a base URL ends in / and the path begins with one, or a proxy removes a slash",
    "相差一个斜杠：基础 URL 以 / 结尾而路径以 / 开头，或代理去掉了斜杠",
  ],
  ["the letter case of the path changed on the way", "路径的大小写在途中改变"],
  ["the letter case of the value changed on the way", "值的大小写在途中改变"],
  ["the beginning of the path is missing: a proxy strips a prefix", "缺少路径的开头：代理去掉了前缀"],
  ["the path has a new prefix: from a proxy or a base path", "路径多了前缀：来自代理或基础路径"],
  [
    "another path arrived: a redirect was followed, or a proxy rewrites paths",
    "到达的是另一个路径：跟随了跳转，或代理改写了路径",
  ],
  ["the path was signed without its double slash", "签名时路径没有双斜杠"],
  ["the path was signed without its beginning", "签名时路径缺少开头"],
  [
    "the query has a +, which one side reads as a space: write %20 for a space and %2B for a plus",
    "查询参数中有 +，一方把它当作空格：空格请写 %20，加号请写 %2B",
  ],
  ["the query was encoded twice: encode each value once", "查询参数被编码了两次：每个值只编码一次"],
  [
    "the query was encoded twice before it was signed: encode each value once",
    "查询参数在签名前被编码了两次：每个值只编码一次",
  ],
  ["the query was encoded twice before it was signed", "查询参数在签名前被编码了两次"],
  [
    "the pairs are in a different order: sort them by name, repeated ones by value",
    "参数的顺序不同：请按名称排序，同名的按值排序",
  ],
  [
    "the query was decoded or encoded again on the way: keep A-Z a-z 0-9 - _ . ~ and escape everything else",
    "查询参数在途中被解码或再次编码：保留 A-Z a-z 0-9 - _ . ~，其余全部转义",
  ],
  [
    "<1> didn't arrive: removed by a redirect, a proxy, or a library that leaves out empty values",
    "<1> 没有到达：被跳转、代理或省略空值的程序库去掉",
  ],
  [
    "<1> was added after signing: by a proxy, a redirect, or a library's own parameters",
    "<1> 是签名后加入的：由代理、跳转或程序库自己的参数",
  ],
  ["<1> was added after signing", "<1> 是签名后加入的"],
  ["the value of <1> changed on the way", "<1> 的值在途中改变"],
  ["the value of <1> was not signed", "<1> 的值没有签名"],
  ["<1> was signed", "签名的是 <1>"],
  ["<1> was signed, <2> arrived", "签名的是 <1>，到达的是 <2>"],
  ["the URL was signed without its query", "签名时 URL 没有查询参数"],
  [
    "some parameters weren't signed: perhaps an unquoted & ended the URL",
    "有些参数没有签名：可能是没有引号的 & 截断了 URL",
  ],
  [
    "a + was signed as a space: write %20 for a space and %2B for a plus",
    "签名时 + 被当作空格：空格请写 %20，加号请写 %2B",
  ],
  [
    "a space was signed as a plus: write %20 for a space and %2B for a plus",
    "签名时空格被当作加号：空格请写 %20，加号请写 %2B",
  ],
  [
    "the header didn't arrive: a proxy removed it, or it was signed and not sent",
    "头没有到达：代理去掉了它，或签名了却没有发送",
  ],
  [
    "the port differs: remove the default ports :443 and :80, and sign the host as the HTTP library sends it",
    "端口不同：请去掉默认端口 :443 和 :80，并按 HTTP 程序库发送的 host 签名",
  ],
  [
    "the port differs: include it in the host unless it's the scheme's default",
    "端口不同：除默认端口外，请把它写进 host",
  ],
  [
    "the host changed: by a proxy, a tunnel or a CDN, or because the request went to another address than the signed one",
    "host 改变了：由代理、隧道或 CDN 改动，或请求发往了与签名不同的地址",
  ],
  ["the date changed after signing: send it as it was signed", "日期在签名后改变：请按签名时的内容发送"],
  ["the white space in the value changed on the way", "值中的空白在途中改变"],
  [
    "the parameters of the content type changed: set the full type before signing, including the charset",
    "内容类型的参数改变了：请在签名前设置完整的类型，包括字符集",
  ],
  [
    "the type changed after signing: set the full type before, including the charset",
    "类型在签名后改变：请在签名前设置完整的类型，包括字符集",
  ],
  [
    "the value isn't ASCII, and the sides read its bytes differently: encode it",
    "值不是 ASCII，两边对字节的解读不同：请先编码",
  ],
  ["the header arrived more than once: a proxy or library adds another", "头到达了不止一次：代理或程序库又加了一个"],
  [
    "the value changed after signing: a proxy or the HTTP library replaces it; don't sign headers that others change",
    "值在签名后改变：代理或 HTTP 程序库替换了它；不要对会被改动的头签名",
  ],
  ["the names are in a different order: sort them by character code", "名称的顺序不同：请按字符编码排序"],
  [
    "another Authorization header arrived: the request was signed twice, or by other code",
    "到达的是另一个 Authorization 头：请求被签名了两次，或由其他代码签名",
  ],
  ["SignedHeaders names this header, but it wasn't signed", "SignedHeaders 中有这个头，但它没有签名"],
  ["SignedHeaders must list exactly the headers that were signed", "SignedHeaders 必须正好列出已签名的头"],
  ["it was signed in lower case", "签名时是小写"],
  ["it was signed without a value", "签名时没有值"],
  ["it was signed as the word undefined", "签名的是单词 undefined"],
];
