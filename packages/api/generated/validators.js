// Generated from spec/ by `npm run generate`. Do not edit.
"use strict";
const createExportTask_query_0 = validate20;
const schema31 = {"$id":"createExportTask_query_0","type":"object","unevaluatedProperties":false,"required":[],"properties":{}};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_query_0" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const err0 = {instancePath,schemaPath:"#/unevaluatedProperties",keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0},message:"must NOT have unevaluated properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const createExportTask_body_0 = validate21;
const schema32 = {"$id":"createExportTask_body_0","$ref":"openapi#/components/schemas/WorldwideExport"};
const schema34 = {"type":"object","unevaluatedProperties":false,"properties":{"action":{"$ref":"#/components/schemas/Action"},"domain_name":{"$ref":"#/components/schemas/DomainName"},"start_time":{"$ref":"#/components/schemas/StartTime"},"end_time":{"$ref":"#/components/schemas/EndTime"},"interval":{"$ref":"#/components/schemas/Interval"},"group_by":{"$ref":"#/components/schemas/GroupBy"},"service_area":{"$ref":"#/components/schemas/ServiceArea"},"stat_type":{"$ref":"#/components/schemas/StatType"},"isp":{"$ref":"#/components/schemas/Isp"},"language":{"$ref":"#/components/schemas/Language"},"country":false,"province":false}};
const schema35 = {"type":"string","enum":["reports_detail","top_url_detail","top_ua_detail","top_referer_detail","top_ip_detail","isp_detail","top_path_detail","uv"]};
const schema36 = {"type":"string"};
const schema37 = {"type":"integer","format":"int64","minimum":0};
const schema38 = {"type":"integer","format":"int64","minimum":0};
const schema39 = {"type":"integer","format":"int64","enum":[300,3600]};
const schema40 = {"type":"string","enum":["domain"]};
const schema41 = {"type":"string","enum":["mainland_china","outside_mainland_china","global"]};
const schema42 = {"type":"string","enum":["flux","req_num"]};
const schema43 = {"type":"string"};
const schema44 = {"type":"string","enum":["zh","en"]};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.action !== undefined){
let data0 = data.action;
if(typeof data0 !== "string"){
const err0 = {instancePath:instancePath+"/action",schemaPath:"#/components/schemas/Action/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((((((((data0 === "reports_detail") || (data0 === "top_url_detail")) || (data0 === "top_ua_detail")) || (data0 === "top_referer_detail")) || (data0 === "top_ip_detail")) || (data0 === "isp_detail")) || (data0 === "top_path_detail")) || (data0 === "uv"))){
const err1 = {instancePath:instancePath+"/action",schemaPath:"#/components/schemas/Action/enum",keyword:"enum",params:{allowedValues: schema35.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.domain_name !== undefined){
if(typeof data.domain_name !== "string"){
const err2 = {instancePath:instancePath+"/domain_name",schemaPath:"#/components/schemas/DomainName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.start_time !== undefined){
let data2 = data.start_time;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err3 = {instancePath:instancePath+"/start_time",schemaPath:"#/components/schemas/StartTime/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err4 = {instancePath:instancePath+"/start_time",schemaPath:"#/components/schemas/StartTime/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.end_time !== undefined){
let data3 = data.end_time;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err5 = {instancePath:instancePath+"/end_time",schemaPath:"#/components/schemas/EndTime/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err6 = {instancePath:instancePath+"/end_time",schemaPath:"#/components/schemas/EndTime/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.interval !== undefined){
let data4 = data.interval;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err7 = {instancePath:instancePath+"/interval",schemaPath:"#/components/schemas/Interval/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!((data4 === 300) || (data4 === 3600))){
const err8 = {instancePath:instancePath+"/interval",schemaPath:"#/components/schemas/Interval/enum",keyword:"enum",params:{allowedValues: schema39.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.group_by !== undefined){
let data5 = data.group_by;
if(typeof data5 !== "string"){
const err9 = {instancePath:instancePath+"/group_by",schemaPath:"#/components/schemas/GroupBy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(data5 === "domain")){
const err10 = {instancePath:instancePath+"/group_by",schemaPath:"#/components/schemas/GroupBy/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.service_area !== undefined){
let data6 = data.service_area;
if(typeof data6 !== "string"){
const err11 = {instancePath:instancePath+"/service_area",schemaPath:"#/components/schemas/ServiceArea/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!(((data6 === "mainland_china") || (data6 === "outside_mainland_china")) || (data6 === "global"))){
const err12 = {instancePath:instancePath+"/service_area",schemaPath:"#/components/schemas/ServiceArea/enum",keyword:"enum",params:{allowedValues: schema41.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.stat_type !== undefined){
let data7 = data.stat_type;
if(typeof data7 !== "string"){
const err13 = {instancePath:instancePath+"/stat_type",schemaPath:"#/components/schemas/StatType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!((data7 === "flux") || (data7 === "req_num"))){
const err14 = {instancePath:instancePath+"/stat_type",schemaPath:"#/components/schemas/StatType/enum",keyword:"enum",params:{allowedValues: schema42.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.isp !== undefined){
if(typeof data.isp !== "string"){
const err15 = {instancePath:instancePath+"/isp",schemaPath:"#/components/schemas/Isp/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.language !== undefined){
let data9 = data.language;
if(typeof data9 !== "string"){
const err16 = {instancePath:instancePath+"/language",schemaPath:"#/components/schemas/Language/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((data9 === "zh") || (data9 === "en"))){
const err17 = {instancePath:instancePath+"/language",schemaPath:"#/components/schemas/Language/enum",keyword:"enum",params:{allowedValues: schema44.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.country !== undefined){
const err18 = {instancePath:instancePath+"/country",schemaPath:"#/properties/country/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data.province !== undefined){
const err19 = {instancePath:instancePath+"/province",schemaPath:"#/properties/province/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key0 in data){
if((((((((((((key0 !== "action") && (key0 !== "domain_name")) && (key0 !== "start_time")) && (key0 !== "end_time")) && (key0 !== "interval")) && (key0 !== "group_by")) && (key0 !== "service_area")) && (key0 !== "stat_type")) && (key0 !== "isp")) && (key0 !== "language")) && (key0 !== "country")) && (key0 !== "province")){
const err20 = {instancePath,schemaPath:"#/unevaluatedProperties",keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0},message:"must NOT have unevaluated properties"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_body_0" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const createExportTask_body_1 = validate25;
const schema45 = {"$id":"createExportTask_body_1","$ref":"openapi#/components/schemas/CountryExport"};
const schema46 = {"type":"object","unevaluatedProperties":false,"required":["country"],"properties":{"action":{"$ref":"#/components/schemas/RegionalAction"},"domain_name":{"$ref":"#/components/schemas/DomainName"},"start_time":{"$ref":"#/components/schemas/StartTime"},"end_time":{"$ref":"#/components/schemas/EndTime"},"interval":{"$ref":"#/components/schemas/Interval"},"group_by":{"$ref":"#/components/schemas/GroupBy"},"service_area":{"$ref":"#/components/schemas/ServiceArea"},"stat_type":{"$ref":"#/components/schemas/StatType"},"country":{"$ref":"#/components/schemas/Country"},"isp":{"$ref":"#/components/schemas/Isp"},"language":{"$ref":"#/components/schemas/Language"},"province":false}};
const schema47 = {"type":"string","enum":["reports_detail","top_ua_detail","top_referer_detail","top_ip_detail","top_path_detail","uv"]};
const schema55 = {"type":"string"};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.country === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "country"},message:"must have required property '"+"country"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.action !== undefined){
let data0 = data.action;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/action",schemaPath:"#/components/schemas/RegionalAction/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!((((((data0 === "reports_detail") || (data0 === "top_ua_detail")) || (data0 === "top_referer_detail")) || (data0 === "top_ip_detail")) || (data0 === "top_path_detail")) || (data0 === "uv"))){
const err2 = {instancePath:instancePath+"/action",schemaPath:"#/components/schemas/RegionalAction/enum",keyword:"enum",params:{allowedValues: schema47.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.domain_name !== undefined){
if(typeof data.domain_name !== "string"){
const err3 = {instancePath:instancePath+"/domain_name",schemaPath:"#/components/schemas/DomainName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.start_time !== undefined){
let data2 = data.start_time;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err4 = {instancePath:instancePath+"/start_time",schemaPath:"#/components/schemas/StartTime/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/start_time",schemaPath:"#/components/schemas/StartTime/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.end_time !== undefined){
let data3 = data.end_time;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err6 = {instancePath:instancePath+"/end_time",schemaPath:"#/components/schemas/EndTime/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/end_time",schemaPath:"#/components/schemas/EndTime/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.interval !== undefined){
let data4 = data.interval;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err8 = {instancePath:instancePath+"/interval",schemaPath:"#/components/schemas/Interval/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!((data4 === 300) || (data4 === 3600))){
const err9 = {instancePath:instancePath+"/interval",schemaPath:"#/components/schemas/Interval/enum",keyword:"enum",params:{allowedValues: schema39.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.group_by !== undefined){
let data5 = data.group_by;
if(typeof data5 !== "string"){
const err10 = {instancePath:instancePath+"/group_by",schemaPath:"#/components/schemas/GroupBy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!(data5 === "domain")){
const err11 = {instancePath:instancePath+"/group_by",schemaPath:"#/components/schemas/GroupBy/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.service_area !== undefined){
let data6 = data.service_area;
if(typeof data6 !== "string"){
const err12 = {instancePath:instancePath+"/service_area",schemaPath:"#/components/schemas/ServiceArea/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!(((data6 === "mainland_china") || (data6 === "outside_mainland_china")) || (data6 === "global"))){
const err13 = {instancePath:instancePath+"/service_area",schemaPath:"#/components/schemas/ServiceArea/enum",keyword:"enum",params:{allowedValues: schema41.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.stat_type !== undefined){
let data7 = data.stat_type;
if(typeof data7 !== "string"){
const err14 = {instancePath:instancePath+"/stat_type",schemaPath:"#/components/schemas/StatType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!((data7 === "flux") || (data7 === "req_num"))){
const err15 = {instancePath:instancePath+"/stat_type",schemaPath:"#/components/schemas/StatType/enum",keyword:"enum",params:{allowedValues: schema42.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.country !== undefined){
if(typeof data.country !== "string"){
const err16 = {instancePath:instancePath+"/country",schemaPath:"#/components/schemas/Country/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.isp !== undefined){
if(typeof data.isp !== "string"){
const err17 = {instancePath:instancePath+"/isp",schemaPath:"#/components/schemas/Isp/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.language !== undefined){
let data10 = data.language;
if(typeof data10 !== "string"){
const err18 = {instancePath:instancePath+"/language",schemaPath:"#/components/schemas/Language/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!((data10 === "zh") || (data10 === "en"))){
const err19 = {instancePath:instancePath+"/language",schemaPath:"#/components/schemas/Language/enum",keyword:"enum",params:{allowedValues: schema44.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.province !== undefined){
const err20 = {instancePath:instancePath+"/province",schemaPath:"#/properties/province/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key0 in data){
if((((((((((((key0 !== "action") && (key0 !== "domain_name")) && (key0 !== "start_time")) && (key0 !== "end_time")) && (key0 !== "interval")) && (key0 !== "group_by")) && (key0 !== "service_area")) && (key0 !== "stat_type")) && (key0 !== "country")) && (key0 !== "isp")) && (key0 !== "language")) && (key0 !== "province")){
const err21 = {instancePath,schemaPath:"#/unevaluatedProperties",keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0},message:"must NOT have unevaluated properties"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_body_1" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const createExportTask_body_2 = validate28;
const schema58 = {"$id":"createExportTask_body_2","$ref":"openapi#/components/schemas/ProvinceExport"};
const schema59 = {"type":"object","unevaluatedProperties":false,"required":["country","province"],"properties":{"action":{"$ref":"#/components/schemas/RegionalAction"},"domain_name":{"$ref":"#/components/schemas/DomainName"},"start_time":{"$ref":"#/components/schemas/StartTime"},"end_time":{"$ref":"#/components/schemas/EndTime"},"interval":{"$ref":"#/components/schemas/Interval"},"group_by":{"$ref":"#/components/schemas/GroupBy"},"service_area":{"$ref":"#/components/schemas/ServiceArea"},"stat_type":{"$ref":"#/components/schemas/StatType"},"country":{"$ref":"#/components/schemas/China"},"province":{"$ref":"#/components/schemas/Province"},"isp":{"$ref":"#/components/schemas/Isp"},"language":{"$ref":"#/components/schemas/Language"}}};
const schema68 = {"type":"string","const":"cn"};
const schema69 = {"type":"string"};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.country === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "country"},message:"must have required property '"+"country"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.province === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "province"},message:"must have required property '"+"province"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.action !== undefined){
let data0 = data.action;
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/action",schemaPath:"#/components/schemas/RegionalAction/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!((((((data0 === "reports_detail") || (data0 === "top_ua_detail")) || (data0 === "top_referer_detail")) || (data0 === "top_ip_detail")) || (data0 === "top_path_detail")) || (data0 === "uv"))){
const err3 = {instancePath:instancePath+"/action",schemaPath:"#/components/schemas/RegionalAction/enum",keyword:"enum",params:{allowedValues: schema47.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.domain_name !== undefined){
if(typeof data.domain_name !== "string"){
const err4 = {instancePath:instancePath+"/domain_name",schemaPath:"#/components/schemas/DomainName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.start_time !== undefined){
let data2 = data.start_time;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err5 = {instancePath:instancePath+"/start_time",schemaPath:"#/components/schemas/StartTime/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/start_time",schemaPath:"#/components/schemas/StartTime/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.end_time !== undefined){
let data3 = data.end_time;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err7 = {instancePath:instancePath+"/end_time",schemaPath:"#/components/schemas/EndTime/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/end_time",schemaPath:"#/components/schemas/EndTime/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.interval !== undefined){
let data4 = data.interval;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err9 = {instancePath:instancePath+"/interval",schemaPath:"#/components/schemas/Interval/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!((data4 === 300) || (data4 === 3600))){
const err10 = {instancePath:instancePath+"/interval",schemaPath:"#/components/schemas/Interval/enum",keyword:"enum",params:{allowedValues: schema39.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.group_by !== undefined){
let data5 = data.group_by;
if(typeof data5 !== "string"){
const err11 = {instancePath:instancePath+"/group_by",schemaPath:"#/components/schemas/GroupBy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!(data5 === "domain")){
const err12 = {instancePath:instancePath+"/group_by",schemaPath:"#/components/schemas/GroupBy/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.service_area !== undefined){
let data6 = data.service_area;
if(typeof data6 !== "string"){
const err13 = {instancePath:instancePath+"/service_area",schemaPath:"#/components/schemas/ServiceArea/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(((data6 === "mainland_china") || (data6 === "outside_mainland_china")) || (data6 === "global"))){
const err14 = {instancePath:instancePath+"/service_area",schemaPath:"#/components/schemas/ServiceArea/enum",keyword:"enum",params:{allowedValues: schema41.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.stat_type !== undefined){
let data7 = data.stat_type;
if(typeof data7 !== "string"){
const err15 = {instancePath:instancePath+"/stat_type",schemaPath:"#/components/schemas/StatType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!((data7 === "flux") || (data7 === "req_num"))){
const err16 = {instancePath:instancePath+"/stat_type",schemaPath:"#/components/schemas/StatType/enum",keyword:"enum",params:{allowedValues: schema42.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.country !== undefined){
let data8 = data.country;
if(typeof data8 !== "string"){
const err17 = {instancePath:instancePath+"/country",schemaPath:"#/components/schemas/China/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if("cn" !== data8){
const err18 = {instancePath:instancePath+"/country",schemaPath:"#/components/schemas/China/const",keyword:"const",params:{allowedValue: "cn"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.province !== undefined){
if(typeof data.province !== "string"){
const err19 = {instancePath:instancePath+"/province",schemaPath:"#/components/schemas/Province/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.isp !== undefined){
if(typeof data.isp !== "string"){
const err20 = {instancePath:instancePath+"/isp",schemaPath:"#/components/schemas/Isp/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.language !== undefined){
let data11 = data.language;
if(typeof data11 !== "string"){
const err21 = {instancePath:instancePath+"/language",schemaPath:"#/components/schemas/Language/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!((data11 === "zh") || (data11 === "en"))){
const err22 = {instancePath:instancePath+"/language",schemaPath:"#/components/schemas/Language/enum",keyword:"enum",params:{allowedValues: schema44.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
for(const key0 in data){
if((((((((((((key0 !== "action") && (key0 !== "domain_name")) && (key0 !== "start_time")) && (key0 !== "end_time")) && (key0 !== "interval")) && (key0 !== "group_by")) && (key0 !== "service_area")) && (key0 !== "stat_type")) && (key0 !== "country")) && (key0 !== "province")) && (key0 !== "isp")) && (key0 !== "language")){
const err23 = {instancePath,schemaPath:"#/unevaluatedProperties",keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0},message:"must NOT have unevaluated properties"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_body_2" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(validate29(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const createExportTask_default_0 = validate31;
const schema72 = {"$id":"createExportTask_default_0","$ref":"openapi#/components/schemas/ServiceError"};
const schema73 = {"type":"object","required":["error"],"properties":{"error":{"type":"object","required":["error_code","error_msg"],"properties":{"error_code":{"type":"string"},"error_msg":{"type":"string"}}}}};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_default_0" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.error === undefined){
const err0 = {instancePath,schemaPath:"openapi#/components/schemas/ServiceError/required",keyword:"required",params:{missingProperty: "error"},message:"must have required property '"+"error"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.error !== undefined){
let data0 = data.error;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.error_code === undefined){
const err1 = {instancePath:instancePath+"/error",schemaPath:"openapi#/components/schemas/ServiceError/properties/error/required",keyword:"required",params:{missingProperty: "error_code"},message:"must have required property '"+"error_code"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.error_msg === undefined){
const err2 = {instancePath:instancePath+"/error",schemaPath:"openapi#/components/schemas/ServiceError/properties/error/required",keyword:"required",params:{missingProperty: "error_msg"},message:"must have required property '"+"error_msg"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.error_code !== undefined){
if(typeof data0.error_code !== "string"){
const err3 = {instancePath:instancePath+"/error/error_code",schemaPath:"openapi#/components/schemas/ServiceError/properties/error/properties/error_code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.error_msg !== undefined){
if(typeof data0.error_msg !== "string"){
const err4 = {instancePath:instancePath+"/error/error_msg",schemaPath:"openapi#/components/schemas/ServiceError/properties/error/properties/error_msg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/error",schemaPath:"openapi#/components/schemas/ServiceError/properties/error/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"openapi#/components/schemas/ServiceError/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":{"error":true},"dynamicProps":false,"dynamicItems":false};

const createExportTask_default_1 = validate32;
const schema74 = {"$id":"createExportTask_default_1","$ref":"openapi#/components/schemas/GatewayError"};
const schema75 = {"type":"object","required":["error_code","error_msg"],"properties":{"error_code":{"type":"string"},"error_msg":{"type":"string"},"request_id":{"type":"string"}}};

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_default_1" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.error_code === undefined){
const err0 = {instancePath,schemaPath:"openapi#/components/schemas/GatewayError/required",keyword:"required",params:{missingProperty: "error_code"},message:"must have required property '"+"error_code"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.error_msg === undefined){
const err1 = {instancePath,schemaPath:"openapi#/components/schemas/GatewayError/required",keyword:"required",params:{missingProperty: "error_msg"},message:"must have required property '"+"error_msg"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.error_code !== undefined){
if(typeof data.error_code !== "string"){
const err2 = {instancePath:instancePath+"/error_code",schemaPath:"openapi#/components/schemas/GatewayError/properties/error_code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.error_msg !== undefined){
if(typeof data.error_msg !== "string"){
const err3 = {instancePath:instancePath+"/error_msg",schemaPath:"openapi#/components/schemas/GatewayError/properties/error_msg/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.request_id !== undefined){
if(typeof data.request_id !== "string"){
const err4 = {instancePath:instancePath+"/request_id",schemaPath:"openapi#/components/schemas/GatewayError/properties/request_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"openapi#/components/schemas/GatewayError/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":{"error_code":true,"error_msg":true,"request_id":true},"dynamicProps":false,"dynamicItems":false};

const listExportTasks_query_0 = validate33;
const schema76 = {"$id":"listExportTasks_query_0","type":"object","unevaluatedProperties":false,"required":[],"properties":{"limit":{"minimum":0,"maximum":100,"type":"integer"},"offset":{"minimum":0,"maximum":2147483647,"type":"integer"},"task_id":{"type":"string"},"task_name":{"type":"string"}}};

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="listExportTasks_query_0" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate33.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.limit !== undefined){
let data0 = data.limit;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err0 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 100 || isNaN(data0)){
const err1 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0 < 0 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
if(data.offset !== undefined){
let data1 = data.offset;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 2147483647 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.task_id !== undefined){
if(typeof data.task_id !== "string"){
const err6 = {instancePath:instancePath+"/task_id",schemaPath:"#/properties/task_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.task_name !== undefined){
if(typeof data.task_name !== "string"){
const err7 = {instancePath:instancePath+"/task_name",schemaPath:"#/properties/task_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
for(const key0 in data){
if((((key0 !== "limit") && (key0 !== "offset")) && (key0 !== "task_id")) && (key0 !== "task_name")){
const err8 = {instancePath,schemaPath:"#/unevaluatedProperties",keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0},message:"must NOT have unevaluated properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}
validate33.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const listExportTasks_200_0 = validate34;
const schema77 = {"$id":"listExportTasks_200_0","$ref":"openapi#/components/schemas/ExportTaskList"};
const schema78 = {"type":"object","properties":{"total":{"minimum":-2147483648,"maximum":2147483647,"type":"integer"},"data":{"type":"array","items":{"$ref":"#/components/schemas/ExportTask"}}}};
const schema79 = {"type":"object","properties":{"task_id":{"type":"string"},"task_name":{"type":["string","integer"]},"status":{"type":"string"},"download_link":{"type":"string"},"create_time":{"type":"integer","format":"int64"},"update_time":{"type":"integer","format":"int64"}}};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate35.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.total !== undefined){
let data0 = data.total;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err0 = {instancePath:instancePath+"/total",schemaPath:"#/properties/total/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 2147483647 || isNaN(data0)){
const err1 = {instancePath:instancePath+"/total",schemaPath:"#/properties/total/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0 < -2147483648 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/total",schemaPath:"#/properties/total/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648},message:"must be >= -2147483648"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
if(data.data !== undefined){
let data1 = data.data;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.task_id !== undefined){
if(typeof data2.task_id !== "string"){
const err3 = {instancePath:instancePath+"/data/" + i0+"/task_id",schemaPath:"#/components/schemas/ExportTask/properties/task_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data2.task_name !== undefined){
let data4 = data2.task_name;
if((typeof data4 !== "string") && (!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4))))){
const err4 = {instancePath:instancePath+"/data/" + i0+"/task_name",schemaPath:"#/components/schemas/ExportTask/properties/task_name/type",keyword:"type",params:{type: schema79.properties.task_name.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data2.status !== undefined){
if(typeof data2.status !== "string"){
const err5 = {instancePath:instancePath+"/data/" + i0+"/status",schemaPath:"#/components/schemas/ExportTask/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.download_link !== undefined){
if(typeof data2.download_link !== "string"){
const err6 = {instancePath:instancePath+"/data/" + i0+"/download_link",schemaPath:"#/components/schemas/ExportTask/properties/download_link/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data2.create_time !== undefined){
let data7 = data2.create_time;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err7 = {instancePath:instancePath+"/data/" + i0+"/create_time",schemaPath:"#/components/schemas/ExportTask/properties/create_time/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.update_time !== undefined){
let data8 = data2.update_time;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err8 = {instancePath:instancePath+"/data/" + i0+"/update_time",schemaPath:"#/components/schemas/ExportTask/properties/update_time/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/data/" + i0,schemaPath:"#/components/schemas/ExportTask/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}
validate35.evaluated = {"props":{"total":true,"data":true},"dynamicProps":false,"dynamicItems":false};


function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="listExportTasks_200_0" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(validate35(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":{"total":true,"data":true},"dynamicProps":false,"dynamicItems":false};

export const validators = {
  createExportTask_query: [createExportTask_query_0],
  createExportTask_body: [createExportTask_body_0, createExportTask_body_1, createExportTask_body_2],
  createExportTask_default: [createExportTask_default_0, createExportTask_default_1],
  listExportTasks_query: [listExportTasks_query_0],
  listExportTasks_200: [listExportTasks_200_0],
  listExportTasks_default: [createExportTask_default_0, createExportTask_default_1],
};
