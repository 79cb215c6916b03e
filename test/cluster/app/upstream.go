package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Another service that this one calls.
type upstream struct {
	name   string
	url    string
	client *http.Client
}

// Connections are not kept: the next request goes wherever the Service points then.
func newUpstream(name, url string) *upstream {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	return &upstream{name, url, &http.Client{Timeout: duration("UPSTREAM_TIMEOUT", 2*time.Second), Transport: transport}}
}

func (u *upstream) post(path, body string) error {
	_, err := u.do(http.MethodPost, path, body)
	return err
}

// The answer's body. An answer with an error code is an error; what it was about is the other side's to tell.
func (u *upstream) do(method, path, body string) (string, error) {
	request, err := http.NewRequest(method, u.url+path, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	response, err := u.client.Do(request)
	if err != nil {
		u.count("none")
		return "", status{http.StatusBadGateway, fmt.Sprintf("call to %s failed: %v", u.name, err)}
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	u.count(fmt.Sprint(response.StatusCode))
	if err != nil {
		return "", err
	}
	if response.StatusCode >= 400 {
		return "", status{http.StatusBadGateway, fmt.Sprintf("%s answered %d: %s", u.name, response.StatusCode, strings.TrimSpace(string(content)))}
	}
	return string(content), nil
}

func (u *upstream) count(code string) {
	metrics.add("http_client_requests_total", fmt.Sprintf(`upstream="%s",code="%s"`, u.name, code), 1)
}
