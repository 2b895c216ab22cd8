// Generated from spec/ by `npm run generate`. Do not edit.
"use strict";
const createExportTask_body_0 = validate20;
const schema31 = {"$id":"createExportTask_body_0","type":"object","unevaluatedProperties":false,"properties":{"action":{"$ref":"openapi#/components/schemas/Action"},"domain_name":{"$ref":"openapi#/components/schemas/DomainName"},"start_time":{"$ref":"openapi#/components/schemas/StartTime"},"end_time":{"$ref":"openapi#/components/schemas/EndTime"},"interval":{"$ref":"openapi#/components/schemas/Interval"},"group_by":{"$ref":"openapi#/components/schemas/GroupBy"},"service_area":{"$ref":"openapi#/components/schemas/ServiceArea"},"stat_type":{"$ref":"openapi#/components/schemas/StatType"},"isp":{"$ref":"openapi#/components/schemas/Isp"},"language":{"$ref":"openapi#/components/schemas/Language"},"country":false,"province":false}};
const schema33 = {"type":"string","enum":["reports_detail","top_url_detail","top_ua_detail","top_referer_detail","top_ip_detail","isp_detail","top_path_detail","uv"]};
const schema34 = {"type":"string"};
const schema35 = {"type":"integer","format":"int64","minimum":0};
const schema36 = {"type":"integer","format":"int64","minimum":0};
const schema37 = {"type":"integer","format":"int64","enum":[300,3600]};
const schema38 = {"type":"string","enum":["domain"]};
const schema39 = {"type":"string","enum":["mainland_china","outside_mainland_china","global"]};
const schema40 = {"type":"string","enum":["flux","req_num"]};
const schema41 = {"type":"string"};
const schema42 = {"type":"string","enum":["zh","en"]};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_body_0" */;
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
if(data.action !== undefined){
let data0 = data.action;
if(typeof data0 !== "string"){
const err0 = {instancePath:instancePath+"/action",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((((((((data0 === "reports_detail") || (data0 === "top_url_detail")) || (data0 === "top_ua_detail")) || (data0 === "top_referer_detail")) || (data0 === "top_ip_detail")) || (data0 === "isp_detail")) || (data0 === "top_path_detail")) || (data0 === "uv"))){
const err1 = {instancePath:instancePath+"/action",keyword:"enum",params:{allowedValues: schema33.enum}};
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
const err2 = {instancePath:instancePath+"/domain_name",keyword:"type",params:{type: "string"}};
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
const err3 = {instancePath:instancePath+"/start_time",keyword:"type",params:{type: "integer"}};
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
const err4 = {instancePath:instancePath+"/start_time",keyword:"minimum",params:{comparison: ">=", limit: 0}};
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
const err5 = {instancePath:instancePath+"/end_time",keyword:"type",params:{type: "integer"}};
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
const err6 = {instancePath:instancePath+"/end_time",keyword:"minimum",params:{comparison: ">=", limit: 0}};
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
const err7 = {instancePath:instancePath+"/interval",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!((data4 === 300) || (data4 === 3600))){
const err8 = {instancePath:instancePath+"/interval",keyword:"enum",params:{allowedValues: schema37.enum}};
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
const err9 = {instancePath:instancePath+"/group_by",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(data5 === "domain")){
const err10 = {instancePath:instancePath+"/group_by",keyword:"enum",params:{allowedValues: schema38.enum}};
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
const err11 = {instancePath:instancePath+"/service_area",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!(((data6 === "mainland_china") || (data6 === "outside_mainland_china")) || (data6 === "global"))){
const err12 = {instancePath:instancePath+"/service_area",keyword:"enum",params:{allowedValues: schema39.enum}};
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
const err13 = {instancePath:instancePath+"/stat_type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!((data7 === "flux") || (data7 === "req_num"))){
const err14 = {instancePath:instancePath+"/stat_type",keyword:"enum",params:{allowedValues: schema40.enum}};
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
const err15 = {instancePath:instancePath+"/isp",keyword:"type",params:{type: "string"}};
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
const err16 = {instancePath:instancePath+"/language",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((data9 === "zh") || (data9 === "en"))){
const err17 = {instancePath:instancePath+"/language",keyword:"enum",params:{allowedValues: schema42.enum}};
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
const err18 = {instancePath:instancePath+"/country",keyword:"false schema",params:{}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data.province !== undefined){
const err19 = {instancePath:instancePath+"/province",keyword:"false schema",params:{}};
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
const err20 = {instancePath,keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0}};
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
const err21 = {instancePath,keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const createExportTask_body_1 = validate22;
const schema43 = {"$id":"createExportTask_body_1","type":"object","unevaluatedProperties":false,"required":["country"],"properties":{"action":{"$ref":"openapi#/components/schemas/RegionalAction"},"domain_name":{"$ref":"openapi#/components/schemas/DomainName"},"start_time":{"$ref":"openapi#/components/schemas/StartTime"},"end_time":{"$ref":"openapi#/components/schemas/EndTime"},"interval":{"$ref":"openapi#/components/schemas/Interval"},"group_by":{"$ref":"openapi#/components/schemas/GroupBy"},"service_area":{"$ref":"openapi#/components/schemas/ServiceArea"},"stat_type":{"$ref":"openapi#/components/schemas/StatType"},"country":{"$ref":"openapi#/components/schemas/Country"},"isp":{"$ref":"openapi#/components/schemas/Isp"},"language":{"$ref":"openapi#/components/schemas/Language"},"province":false}};
const schema44 = {"type":"string","enum":["reports_detail","top_ua_detail","top_referer_detail","top_ip_detail","top_path_detail","uv"]};
const schema52 = {"type":"string"};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_body_1" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.country === undefined){
const err0 = {instancePath,keyword:"required",params:{missingProperty: "country"}};
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
const err1 = {instancePath:instancePath+"/action",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!((((((data0 === "reports_detail") || (data0 === "top_ua_detail")) || (data0 === "top_referer_detail")) || (data0 === "top_ip_detail")) || (data0 === "top_path_detail")) || (data0 === "uv"))){
const err2 = {instancePath:instancePath+"/action",keyword:"enum",params:{allowedValues: schema44.enum}};
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
const err3 = {instancePath:instancePath+"/domain_name",keyword:"type",params:{type: "string"}};
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
const err4 = {instancePath:instancePath+"/start_time",keyword:"type",params:{type: "integer"}};
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
const err5 = {instancePath:instancePath+"/start_time",keyword:"minimum",params:{comparison: ">=", limit: 0}};
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
const err6 = {instancePath:instancePath+"/end_time",keyword:"type",params:{type: "integer"}};
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
const err7 = {instancePath:instancePath+"/end_time",keyword:"minimum",params:{comparison: ">=", limit: 0}};
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
const err8 = {instancePath:instancePath+"/interval",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!((data4 === 300) || (data4 === 3600))){
const err9 = {instancePath:instancePath+"/interval",keyword:"enum",params:{allowedValues: schema37.enum}};
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
const err10 = {instancePath:instancePath+"/group_by",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!(data5 === "domain")){
const err11 = {instancePath:instancePath+"/group_by",keyword:"enum",params:{allowedValues: schema38.enum}};
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
const err12 = {instancePath:instancePath+"/service_area",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!(((data6 === "mainland_china") || (data6 === "outside_mainland_china")) || (data6 === "global"))){
const err13 = {instancePath:instancePath+"/service_area",keyword:"enum",params:{allowedValues: schema39.enum}};
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
const err14 = {instancePath:instancePath+"/stat_type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!((data7 === "flux") || (data7 === "req_num"))){
const err15 = {instancePath:instancePath+"/stat_type",keyword:"enum",params:{allowedValues: schema40.enum}};
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
const err16 = {instancePath:instancePath+"/country",keyword:"type",params:{type: "string"}};
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
const err17 = {instancePath:instancePath+"/isp",keyword:"type",params:{type: "string"}};
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
const err18 = {instancePath:instancePath+"/language",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!((data10 === "zh") || (data10 === "en"))){
const err19 = {instancePath:instancePath+"/language",keyword:"enum",params:{allowedValues: schema42.enum}};
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
const err20 = {instancePath:instancePath+"/province",keyword:"false schema",params:{}};
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
const err21 = {instancePath,keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0}};
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
const err22 = {instancePath,keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const createExportTask_body_2 = validate23;
const schema55 = {"$id":"createExportTask_body_2","type":"object","unevaluatedProperties":false,"required":["country","province"],"properties":{"action":{"$ref":"openapi#/components/schemas/RegionalAction"},"domain_name":{"$ref":"openapi#/components/schemas/DomainName"},"start_time":{"$ref":"openapi#/components/schemas/StartTime"},"end_time":{"$ref":"openapi#/components/schemas/EndTime"},"interval":{"$ref":"openapi#/components/schemas/Interval"},"group_by":{"$ref":"openapi#/components/schemas/GroupBy"},"service_area":{"$ref":"openapi#/components/schemas/ServiceArea"},"stat_type":{"$ref":"openapi#/components/schemas/StatType"},"country":{"$ref":"openapi#/components/schemas/China"},"province":{"$ref":"openapi#/components/schemas/Province"},"isp":{"$ref":"openapi#/components/schemas/Isp"},"language":{"$ref":"openapi#/components/schemas/Language"}}};
const schema64 = {"type":"string","const":"cn"};
const schema65 = {"type":"string"};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="createExportTask_body_2" */;
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
if(data.country === undefined){
const err0 = {instancePath,keyword:"required",params:{missingProperty: "country"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.province === undefined){
const err1 = {instancePath,keyword:"required",params:{missingProperty: "province"}};
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
const err2 = {instancePath:instancePath+"/action",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!((((((data0 === "reports_detail") || (data0 === "top_ua_detail")) || (data0 === "top_referer_detail")) || (data0 === "top_ip_detail")) || (data0 === "top_path_detail")) || (data0 === "uv"))){
const err3 = {instancePath:instancePath+"/action",keyword:"enum",params:{allowedValues: schema44.enum}};
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
const err4 = {instancePath:instancePath+"/domain_name",keyword:"type",params:{type: "string"}};
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
const err5 = {instancePath:instancePath+"/start_time",keyword:"type",params:{type: "integer"}};
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
const err6 = {instancePath:instancePath+"/start_time",keyword:"minimum",params:{comparison: ">=", limit: 0}};
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
const err7 = {instancePath:instancePath+"/end_time",keyword:"type",params:{type: "integer"}};
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
const err8 = {instancePath:instancePath+"/end_time",keyword:"minimum",params:{comparison: ">=", limit: 0}};
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
const err9 = {instancePath:instancePath+"/interval",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!((data4 === 300) || (data4 === 3600))){
const err10 = {instancePath:instancePath+"/interval",keyword:"enum",params:{allowedValues: schema37.enum}};
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
const err11 = {instancePath:instancePath+"/group_by",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!(data5 === "domain")){
const err12 = {instancePath:instancePath+"/group_by",keyword:"enum",params:{allowedValues: schema38.enum}};
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
const err13 = {instancePath:instancePath+"/service_area",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(((data6 === "mainland_china") || (data6 === "outside_mainland_china")) || (data6 === "global"))){
const err14 = {instancePath:instancePath+"/service_area",keyword:"enum",params:{allowedValues: schema39.enum}};
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
const err15 = {instancePath:instancePath+"/stat_type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!((data7 === "flux") || (data7 === "req_num"))){
const err16 = {instancePath:instancePath+"/stat_type",keyword:"enum",params:{allowedValues: schema40.enum}};
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
const err17 = {instancePath:instancePath+"/country",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if("cn" !== data8){
const err18 = {instancePath:instancePath+"/country",keyword:"const",params:{allowedValue: "cn"}};
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
const err19 = {instancePath:instancePath+"/province",keyword:"type",params:{type: "string"}};
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
const err20 = {instancePath:instancePath+"/isp",keyword:"type",params:{type: "string"}};
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
const err21 = {instancePath:instancePath+"/language",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!((data11 === "zh") || (data11 === "en"))){
const err22 = {instancePath:instancePath+"/language",keyword:"enum",params:{allowedValues: schema42.enum}};
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
const err23 = {instancePath,keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0}};
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
const err24 = {instancePath,keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validators = {
  createExportTask_body: [createExportTask_body_0, createExportTask_body_1, createExportTask_body_2],
};
