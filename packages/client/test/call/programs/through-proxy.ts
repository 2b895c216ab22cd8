// Makes one call, and prints its error.
import { createExportClient } from "../../../src/index.ts";

const credentials = { ak: "FAKEAK", sk: "not-a-secret" };
const { api } = createExportClient({ credentials, endpoint: "https://cdn.invalid" });
const { name, code, status, message } = await api.GET("/v1/cdn/statistics/export-tasks").catch((error) => error);
console.log(JSON.stringify({ name, code, status, message }));
