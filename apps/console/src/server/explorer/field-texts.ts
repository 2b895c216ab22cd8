// Labels of the form, and Chinese descriptions: the spec describes its fields in English only.
import type { operations } from "@cdn-export/api/operations";
import type { Text } from "../../contract.ts";

type FieldName = keyof typeof operations.createExportTask.body;

export const LABELS: Readonly<Record<FieldName, Text>> = {
  action: { en: "Statistic", zh: "统计类型" },
  domain_name: { en: "Domains", zh: "域名" },
  start_time: { en: "Start", zh: "开始时间" },
  end_time: { en: "End", zh: "结束时间" },
  interval: { en: "Interval", zh: "数据点间隔" },
  group_by: { en: "Group by", zh: "分组" },
  service_area: { en: "Service area", zh: "服务区域" },
  stat_type: { en: "What is counted", zh: "统计内容" },
  isp: { en: "Carriers", zh: "运营商" },
  language: { en: "Language of the file", zh: "文件语言" },
  country: { en: "Countries", zh: "国家或地区" },
  province: { en: "Provinces", zh: "省份" },
};

export const CHINESE_DESCRIPTIONS: Readonly<Record<FieldName, string>> = {
  action: "要导出的统计数据。",
  domain_name: "域名，用逗号分隔；all 表示账号下的所有域名。文档没有说明最多几个。",
  start_time: "时间段的开始，包含这一刻。",
  end_time: "时间段的结束，不包含这一刻。",
  interval: "数据点的间隔。超过 90 天的时间段只能用一小时。",
  group_by: "domain 表示每个域名各占若干行；不填则对域名求和。",
  service_area: "提供服务的区域。",
  stat_type: "统计的内容。哪些统计类型需要它，尚不清楚。",
  isp: "运营商代码，用逗号分隔，或 all。",
  language: "文件的语言。",
  country: "国家或地区代码，用逗号分隔，或 all。公开的列表不完整，所以任何代码都会发送。",
  province: "中国省份代码，用逗号分隔，或 all。",
};
