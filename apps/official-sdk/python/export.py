"""Exports the statistics of one domain: creates a task, finds it, polls it, downloads its file and prints it.

export CLOUD_SDK_AK=... CLOUD_SDK_SK=... CDN_EXPORT_ENDPOINT=http://127.0.0.1:4010
python export.py top_url_detail www.example.com 1793980800000 1794067200000 > export.csv
"""

import os
import sys
import time
import urllib.request

from huaweicloudsdkcdn.v2 import CdnClient, CreateExportTaskRequest, ExportTaskVo, ListExportTasksRequest
from huaweicloudsdkcdn.v2.region.cdn_region import CdnRegion
from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkcore.exceptions import exceptions

POLL_SECONDS = 1
TIMEOUT_SECONDS = float(os.environ.get("EXPORT_TIMEOUT", 1800))


def create_client():
    credentials = GlobalCredentials(os.environ["CLOUD_SDK_AK"], os.environ["CLOUD_SDK_SK"])
    # Temporary credentials have a token.
    if "CLOUD_SDK_SECURITY_TOKEN" in os.environ:
        credentials.with_security_token(os.environ["CLOUD_SDK_SECURITY_TOKEN"])
    builder = CdnClient.new_builder().with_credentials(credentials)
    # With an endpoint instead of a region, the SDK doesn't ask IAM for the account ID.
    if "CDN_EXPORT_ENDPOINT" in os.environ:
        return builder.with_endpoint(os.environ["CDN_EXPORT_ENDPOINT"]).build()
    return builder.with_region(CdnRegion.value_of("cn-north-1")).build()


def list_tasks(client):
    return client.list_export_tasks(ListExportTasksRequest(limit=100)).data or []


def export(client, action, domain, start, end):
    # The response to create has no task ID, so the new task is the one that wasn't listed before.
    known = {task.task_id for task in list_tasks(client)}
    query = ExportTaskVo(action=action, domain_name=domain, start_time=start, end_time=end, language="en")
    client.create_export_task(CreateExportTaskRequest(body=query))
    log("created")
    found = None
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        task = next((task for task in list_tasks(client) if task.task_id not in known), None)
        if task and not found:
            found = task.task_id
            log(f"found {found}")
        if task and task.status == "success":
            log("success")
            # The link is presigned: no credentials.
            with urllib.request.urlopen(task.download_link) as response:
                return response.read()
        if task and task.status == "fail":
            sys.exit("the task failed")
        time.sleep(POLL_SECONDS)
    # The service reports most errors in a query with status 200, which the SDK doesn't show.
    sys.exit("no finished task: was the query valid?")


def log(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    action, domain, start, end = sys.argv[1:]
    try:
        file = export(create_client(), action, domain, int(start), int(end))
        log(f"downloaded {len(file)} bytes")
        sys.stdout.buffer.write(file)
    except exceptions.SdkException as error:
        # An error without a response, such as a failed look-up of the account ID, has a message only.
        names = ("status_code", "request_id", "error_code", "error_msg")
        fields = [getattr(error, name, None) for name in names]
        sys.exit("status: {}\nrequest id: {}\ncode: {}\nmessage: {}".format(*fields))
