// Exports the statistics of one domain: creates a task, finds it, polls it, downloads its file and prints it.
//
//	export CLOUD_SDK_AK=... CLOUD_SDK_SK=... CDN_EXPORT_ENDPOINT=http://127.0.0.1:4010
//	go run ./export top_url_detail www.example.com 1793980800000 1794067200000 > export.csv
package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/global"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cdn "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cdn/v2"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cdn/v2/model"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cdn/v2/region"
)

const pollInterval = time.Second

func main() {
	file, err := run(os.Args[1:])
	if err == nil {
		log("downloaded %d bytes", len(file))
		_, err = os.Stdout.Write(file)
	}
	if err != nil {
		var failed *sdkerr.ServiceResponseError
		if errors.As(err, &failed) {
			log("status: %d\nrequest id: %s\ncode: %s\nmessage: %s",
				failed.StatusCode, failed.RequestId, failed.ErrorCode, failed.ErrorMessage)
		} else {
			log("%v", err)
		}
		os.Exit(1)
	}
}

func run(args []string) ([]byte, error) {
	if len(args) != 4 {
		return nil, errors.New("usage: export ACTION DOMAIN START END")
	}
	start, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		return nil, err
	}
	end, err := strconv.ParseInt(args[3], 10, 64)
	if err != nil {
		return nil, err
	}
	client, err := newClient()
	if err != nil {
		return nil, err
	}
	return export(client, args[0], args[1], start, end)
}

func newClient() (*cdn.CdnClient, error) {
	credentials, err := global.NewCredentialsBuilder().
		WithAk(os.Getenv("CLOUD_SDK_AK")).
		WithSk(os.Getenv("CLOUD_SDK_SK")).
		// Temporary credentials have a token.
		WithSecurityToken(os.Getenv("CLOUD_SDK_SECURITY_TOKEN")).
		SafeBuild()
	if err != nil {
		return nil, err
	}
	builder := cdn.CdnClientBuilder().WithCredential(credentials)
	if endpoint := os.Getenv("CDN_EXPORT_ENDPOINT"); endpoint != "" {
		// With an endpoint instead of a region, the SDK doesn't ask IAM for the account ID.
		builder.WithEndpoint(endpoint)
	} else {
		place, err := region.SafeValueOf("cn-north-1")
		if err != nil {
			return nil, err
		}
		builder.WithRegion(place)
	}
	http, err := builder.SafeBuild()
	if err != nil {
		return nil, err
	}
	return cdn.NewCdnClient(http), nil
}

func export(client *cdn.CdnClient, action, domain string, start, end int64) ([]byte, error) {
	// The response to create has no task ID, so the new task is the one that wasn't listed before.
	tasks, err := list(client)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, task := range tasks {
		known[*task.TaskId] = true
	}
	language := "en"
	query := model.ExportTaskVo{Action: &action, DomainName: &domain, StartTime: &start, EndTime: &end, Language: &language}
	if _, err := client.CreateExportTask(&model.CreateExportTaskRequest{Body: &query}); err != nil {
		return nil, err
	}
	log("created")
	found := false
	for deadline := time.Now().Add(timeout()); time.Now().Before(deadline); time.Sleep(pollInterval) {
		tasks, err := list(client)
		if err != nil {
			return nil, err
		}
		for _, task := range tasks {
			if known[*task.TaskId] {
				continue
			}
			if !found {
				log("found %s", *task.TaskId)
				found = true
			}
			switch *task.Status {
			case "success":
				log("success")
				return download(*task.DownloadLink)
			case "fail":
				return nil, errors.New("the task failed")
			}
			break
		}
	}
	// The service reports most errors in a query with status 200, which the SDK doesn't show.
	return nil, errors.New("no finished task: was the query valid?")
}

// timeout is EXPORT_TIMEOUT in seconds, or half an hour.
func timeout() time.Duration {
	if seconds, err := strconv.Atoi(os.Getenv("EXPORT_TIMEOUT")); err == nil {
		return time.Duration(seconds) * time.Second
	}
	return 30 * time.Minute
}

func list(client *cdn.CdnClient) ([]model.ExportTask, error) {
	limit := int32(100)
	response, err := client.ListExportTasks(&model.ListExportTasksRequest{Limit: &limit})
	if err != nil || response.Data == nil {
		return nil, err
	}
	return *response.Data, nil
}

// download reads a presigned link, which needs no credentials.
func download(link string) ([]byte, error) {
	response, err := http.Get(link)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the download link responded with %s", response.Status)
	}
	return io.ReadAll(response.Body)
}

func log(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
}
