"""The smallest program: creates an export task with an empty request, and prints the response or the error.

export CLOUD_SDK_AK=... CLOUD_SDK_SK=...
python sample.py
"""

import os
import sys

from huaweicloudsdkcdn.v2 import CdnClient, CreateExportTaskRequest, ExportTaskVo
from huaweicloudsdkcdn.v2.region.cdn_region import CdnRegion
from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkcore.exceptions import exceptions

try:
    credentials = GlobalCredentials(os.environ["CLOUD_SDK_AK"], os.environ["CLOUD_SDK_SK"])
    client = (
        CdnClient.new_builder()
        .with_credentials(credentials)
        .with_region(CdnRegion.value_of("cn-north-1"))
        .build()
    )
    response = client.create_export_task(CreateExportTaskRequest(body=ExportTaskVo()))
    print(f"created: {response}")
except exceptions.SdkException as error:
    # An error without a response, such as a failed look-up of the account ID, has a message only.
    names = ("status_code", "request_id", "error_code", "error_msg")
    fields = [getattr(error, name, None) for name in names]
    sys.exit("status: {}\nrequest id: {}\ncode: {}\nmessage: {}".format(*fields))
