// The smallest program: creates an export task with an empty request, and prints the response or the error.
//
//	export CLOUD_SDK_AK=... CLOUD_SDK_SK=...
//	go run ./sample
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/global"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cdn "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cdn/v2"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cdn/v2/model"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cdn/v2/region"
)

func main() {
	if err := run(); err != nil {
		var failed *sdkerr.ServiceResponseError
		if errors.As(err, &failed) {
			fmt.Fprintf(os.Stderr, "status: %d\nrequest id: %s\ncode: %s\nmessage: %s\n",
				failed.StatusCode, failed.RequestId, failed.ErrorCode, failed.ErrorMessage)
		} else {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
}

func run() error {
	credentials, err := global.NewCredentialsBuilder().
		WithAk(os.Getenv("CLOUD_SDK_AK")).
		WithSk(os.Getenv("CLOUD_SDK_SK")).
		SafeBuild()
	if err != nil {
		return err
	}
	place, err := region.SafeValueOf("cn-north-1")
	if err != nil {
		return err
	}
	http, err := cdn.CdnClientBuilder().WithCredential(credentials).WithRegion(place).SafeBuild()
	if err != nil {
		return err
	}
	response, err := cdn.NewCdnClient(http).CreateExportTask(&model.CreateExportTaskRequest{Body: &model.ExportTaskVo{}})
	if err != nil {
		return err
	}
	fmt.Printf("created: %+v\n", response)
	return nil
}
