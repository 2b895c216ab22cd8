package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startEmulator starts an emulator that stops after the test.
func startEmulator(t *testing.T) string {
	command := os.Getenv("CDN_EXPORT_EMULATOR")
	if command == "" {
		command = "npx cdn-export-emulator"
	}
	portFile := filepath.Join(t.TempDir(), "port")
	words := append(strings.Fields(command), "--port", "0", "--port-file", portFile, "--format", "csv", "--exit-with-parent")
	emulator := exec.Command(words[0], words[1:]...)
	// The pipe closes when this program exits, even if it's killed. The emulator then stops.
	stdin, err := emulator.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := emulator.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stdin.Close()
		emulator.Wait()
	})
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if port, err := os.ReadFile(portFile); err == nil {
			return fmt.Sprintf("http://127.0.0.1:%s", bytes.TrimSpace(port))
		}
	}
	t.Fatal("the emulator didn't start")
	return ""
}

func TestExportsTheTopURLsOfADay(t *testing.T) {
	t.Setenv("CDN_EXPORT_ENDPOINT", startEmulator(t))
	t.Setenv("CLOUD_SDK_AK", "EMULATORDEMOAK000001")
	t.Setenv("CLOUD_SDK_SK", "not-a-secret-demo-sk")
	client, err := newClient()
	if err != nil {
		t.Fatal(err)
	}
	file, err := export(client, "top_url_detail", "www.example.com", 1793980800000, 1794067200000)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(file, []byte("Rank,URL,Requests\r\n")) {
		t.Fatalf("the file starts with %q", file[:40])
	}
}
