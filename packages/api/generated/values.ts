// Generated from spec/ by `npm run generate`. Do not edit.
/** A value with its English and Chinese name. */
export interface NamedCode {
  /** The value on the wire. */
  code: string;
  /** English name. */
  en: string;
  /** Chinese name. */
  zh: string;
}

/** Kind of data. The values of `Action`. */
export const ACTIONS = ["reports_detail","top_url_detail","top_ua_detail","top_referer_detail","top_ip_detail","isp_detail","top_path_detail","uv"] as const;
/** Kind of data. The known values with their names. */
export const ACTION_NAMES: readonly NamedCode[] = [
  {"code":"reports_detail","en":"basic CDR data","zh":"基础话单数据"},
  {"code":"top_url_detail","en":"top URLs","zh":"热门 URL"},
  {"code":"top_ua_detail","en":"top user agents","zh":"热门 User-Agent"},
  {"code":"top_referer_detail","en":"top referers","zh":"热门 Referer"},
  {"code":"top_ip_detail","en":"top client IPs","zh":"热门客户端 IP"},
  {"code":"isp_detail","en":"carrier data","zh":"运营商数据"},
  {"code":"top_path_detail","en":"top paths","zh":"热门路径"},
  {"code":"uv","en":"unique visitors","zh":"独立访客数"},
];

/** Kind of data that can be limited to a country. The values of `RegionalAction`. */
export const REGIONAL_ACTIONS = ["reports_detail","top_ua_detail","top_referer_detail","top_ip_detail","top_path_detail","uv"] as const;
/** Kind of data that can be limited to a country. The known values with their names. */
export const REGIONAL_ACTION_NAMES: readonly NamedCode[] = [
  {"code":"reports_detail","en":"basic CDR data","zh":"基础话单数据"},
  {"code":"top_ua_detail","en":"top user agents","zh":"热门 User-Agent"},
  {"code":"top_referer_detail","en":"top referers","zh":"热门 Referer"},
  {"code":"top_ip_detail","en":"top client IPs","zh":"热门客户端 IP"},
  {"code":"top_path_detail","en":"top paths","zh":"热门路径"},
  {"code":"uv","en":"unique visitors","zh":"独立访客数"},
];

/** Time between data points. A period of more than 90 days requires 3600. The values of `Interval`. */
export const INTERVALS = [300,3600] as const;
/** Time between data points. A period of more than 90 days requires 3600. The known values with their names. */
export const INTERVAL_NAMES: readonly NamedCode[] = [
  {"code":"300","en":"five minutes","zh":"5 分钟"},
  {"code":"3600","en":"one hour","zh":"1 小时"},
];

/** `domain` returns separate rows for each domain. By default, the domains are added up. The values of `GroupBy`. */
export const GROUP_BYS = ["domain"] as const;
/** `domain` returns separate rows for each domain. By default, the domains are added up. The known values with their names. */
export const GROUP_BY_NAMES: readonly NamedCode[] = [
  {"code":"domain","en":"by domain","zh":"按域名分组"},
];

/** Where the traffic was served. The values of `ServiceArea`. */
export const SERVICE_AREAS = ["mainland_china","outside_mainland_china","global"] as const;
/** Where the traffic was served. The known values with their names. */
export const SERVICE_AREA_NAMES: readonly NamedCode[] = [
  {"code":"mainland_china","en":"mainland China","zh":"中国大陆"},
  {"code":"outside_mainland_china","en":"outside mainland China","zh":"中国大陆境外"},
  {"code":"global","en":"worldwide","zh":"全球"},
];

/** What is counted. Which actions need it is unknown. The values of `StatType`. */
export const STAT_TYPES = ["flux","req_num"] as const;
/** What is counted. Which actions need it is unknown. The known values with their names. */
export const STAT_TYPE_NAMES: readonly NamedCode[] = [
  {"code":"flux","en":"traffic","zh":"流量"},
  {"code":"req_num","en":"requests","zh":"请求数"},
];

/** Language of the file. The values of `Language`. */
export const LANGUAGES = ["zh","en"] as const;
/** Language of the file. The known values with their names. */
export const LANGUAGE_NAMES: readonly NamedCode[] = [
  {"code":"zh","en":"Chinese","zh":"中文"},
  {"code":"en","en":"English","zh":"英文"},
];

/** State of the task. Only the two final states are documented. The known values with their names. */
export const EXPORT_TASK_STATUS_NAMES: readonly NamedCode[] = [
  {"code":"success","en":"the file can be downloaded","zh":"成功，文件可下载"},
  {"code":"fail","en":"the task has failed","zh":"失败"},
];

/** The documented `countries` codes with their English and Chinese names. */
export const countries: readonly NamedCode[] = [
  {"code":"cn","en":"China","zh":"中国"},
  {"code":"ae","en":"United Arab Emirates","zh":"阿联酋"},
  {"code":"au","en":"Australia","zh":"澳大利亚"},
  {"code":"br","en":"Brazil","zh":"巴西"},
  {"code":"ca","en":"Canada","zh":"加拿大"},
  {"code":"ch","en":"Switzerland","zh":"瑞士"},
  {"code":"de","en":"Germany","zh":"德国"},
  {"code":"es","en":"Spain","zh":"西班牙"},
  {"code":"fr","en":"France","zh":"法国"},
  {"code":"gb","en":"United Kingdom","zh":"英国"},
  {"code":"id","en":"Indonesia","zh":"印度尼西亚"},
  {"code":"il","en":"Israel","zh":"以色列"},
  {"code":"in","en":"India","zh":"印度"},
  {"code":"it","en":"Italy","zh":"意大利"},
  {"code":"jp","en":"Japan","zh":"日本"},
  {"code":"kr","en":"South Korea","zh":"韩国"},
  {"code":"mx","en":"Mexico","zh":"墨西哥"},
  {"code":"my","en":"Malaysia","zh":"马来西亚"},
  {"code":"nl","en":"Netherlands","zh":"荷兰"},
  {"code":"no","en":"Norway","zh":"挪威"},
  {"code":"ph","en":"Philippines","zh":"菲律宾"},
  {"code":"qa","en":"Qatar","zh":"卡塔尔"},
  {"code":"sa","en":"Saudi Arabia","zh":"沙特阿拉伯"},
  {"code":"se","en":"Sweden","zh":"瑞典"},
  {"code":"sg","en":"Singapore","zh":"新加坡"},
  {"code":"th","en":"Thailand","zh":"泰国"},
  {"code":"us","en":"United States","zh":"美国"},
  {"code":"vn","en":"Vietnam","zh":"越南"},
  {"code":"za","en":"South Africa","zh":"南非"},
  {"code":"nz","en":"New Zealand","zh":"新西兰"},
  {"code":"tr","en":"Türkiye","zh":"土耳其"},
  {"code":"ie","en":"Ireland","zh":"爱尔兰"},
  {"code":"pk","en":"Pakistan","zh":"巴基斯坦"},
  {"code":"ar","en":"Argentina","zh":"阿根廷"},
  {"code":"eg","en":"Egypt","zh":"埃及"},
  {"code":"qita","en":"Others","zh":"其他"},
];

/** The documented `isps` codes with their English and Chinese names. */
export const isps: readonly NamedCode[] = [
  {"code":"dianxin","en":"China Telecom","zh":"中国电信"},
  {"code":"yidong","en":"China Mobile","zh":"中国移动"},
  {"code":"liantong","en":"China Unicom","zh":"中国联通"},
  {"code":"tietong","en":"China Tietong","zh":"中国铁通"},
  {"code":"jiaoyuwang","en":"CERNET","zh":"教育网"},
  {"code":"pengboshi","en":"Dr. Peng","zh":"鹏博士"},
  {"code":"qita","en":"Others","zh":"其它"},
];

/** The documented `provinces` codes with their English and Chinese names. */
export const provinces: readonly NamedCode[] = [
  {"code":"anhui","en":"Anhui","zh":"安徽"},
  {"code":"beijing","en":"Beijing","zh":"北京"},
  {"code":"chongqing","en":"Chongqing","zh":"重庆"},
  {"code":"fujian","en":"Fujian","zh":"福建"},
  {"code":"gansu","en":"Gansu","zh":"甘肃"},
  {"code":"guangdong","en":"Guangdong","zh":"广东"},
  {"code":"guangxi","en":"Guangxi","zh":"广西"},
  {"code":"guizhou","en":"Guizhou","zh":"贵州"},
  {"code":"hainan","en":"Hainan","zh":"海南"},
  {"code":"hebei","en":"Hebei","zh":"河北"},
  {"code":"heilongjiang","en":"Heilongjiang","zh":"黑龙江"},
  {"code":"henan","en":"Henan","zh":"河南"},
  {"code":"hubei","en":"Hubei","zh":"湖北"},
  {"code":"hunan","en":"Hunan","zh":"湖南"},
  {"code":"jiangsu","en":"Jiangsu","zh":"江苏"},
  {"code":"jiangxi","en":"Jiangxi","zh":"江西"},
  {"code":"jilin","en":"Jilin","zh":"吉林"},
  {"code":"liaoning","en":"Liaoning","zh":"辽宁"},
  {"code":"neimenggu","en":"Inner Mongolia","zh":"内蒙古"},
  {"code":"ningxia","en":"Ningxia","zh":"宁夏"},
  {"code":"qinghai","en":"Qinghai","zh":"青海"},
  {"code":"shaanxi","en":"Shaanxi","zh":"陕西"},
  {"code":"shandong","en":"Shandong","zh":"山东"},
  {"code":"shanghai","en":"Shanghai","zh":"上海"},
  {"code":"shanxi","en":"Shanxi","zh":"山西"},
  {"code":"sichuan","en":"Sichuan","zh":"四川"},
  {"code":"tianjin","en":"Tianjin","zh":"天津"},
  {"code":"xinjiang","en":"Xinjiang","zh":"新疆"},
  {"code":"xizang","en":"Xizang","zh":"西藏"},
  {"code":"yunnan","en":"Yunnan","zh":"云南"},
  {"code":"zhejiang","en":"Zhejiang","zh":"浙江"},
  {"code":"gangaotai","en":"Hong Kong, Macao and Taiwan (China)","zh":"港澳台"},
  {"code":"qita","en":"Others","zh":"其他"},
];
