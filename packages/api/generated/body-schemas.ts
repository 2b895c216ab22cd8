// Generated from spec/ by `npm run generate`. Do not edit.
import type { Schema } from "../src/schema/validate-schema.ts";

const Action: Schema = { type: "string", enum: ["reports_detail","top_url_detail","top_ua_detail","top_referer_detail","top_ip_detail","isp_detail","top_path_detail","uv"] };
const DomainName: Schema = { type: "string" };
const StartTime: Schema = { type: "integer", minimum: 0 };
const EndTime: Schema = { type: "integer", minimum: 0 };
const Interval: Schema = { type: "integer", enum: [300,3600] };
const GroupBy: Schema = { type: "string", enum: ["domain"] };
const ServiceArea: Schema = { type: "string", enum: ["mainland_china","outside_mainland_china","global"] };
const StatType: Schema = { type: "string", enum: ["flux","req_num"] };
const Isp: Schema = { type: "string" };
const Language: Schema = { type: "string", enum: ["zh","en"] };
const WorldwideExport: Schema = { type: "object", properties: { "action": Action, "domain_name": DomainName, "start_time": StartTime, "end_time": EndTime, "interval": Interval, "group_by": GroupBy, "service_area": ServiceArea, "stat_type": StatType, "country": false, "province": false, "isp": Isp, "language": Language }, unevaluatedProperties: false };
const RegionalAction: Schema = { type: "string", enum: ["reports_detail","top_ua_detail","top_referer_detail","top_ip_detail","top_path_detail","uv"] };
const Country: Schema = { type: "string" };
const CountryExport: Schema = { type: "object", properties: { "action": RegionalAction, "domain_name": DomainName, "start_time": StartTime, "end_time": EndTime, "interval": Interval, "group_by": GroupBy, "service_area": ServiceArea, "stat_type": StatType, "country": Country, "province": false, "isp": Isp, "language": Language }, unevaluatedProperties: false, required: ["country"] };
const China: Schema = { type: "string", const: "cn" };
const Province: Schema = { type: "string" };
const ProvinceExport: Schema = { type: "object", properties: { "action": RegionalAction, "domain_name": DomainName, "start_time": StartTime, "end_time": EndTime, "interval": Interval, "group_by": GroupBy, "service_area": ServiceArea, "stat_type": StatType, "country": China, "province": Province, "isp": Isp, "language": Language }, unevaluatedProperties: false, required: ["country","province"] };

export const createExportTaskBody: readonly Schema[] = [WorldwideExport, CountryExport, ProvinceExport];
