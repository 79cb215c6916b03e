package main

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

var bounds = []float64{0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5}

// Counts requests by code and their durations, in Prometheus' text format.
type meter struct {
	sync.Mutex
	codes   map[int]int
	buckets []int
	sum     float64
	count   int
}

func newMeter() *meter {
	return &meter{codes: map[int]int{200: 0}, buckets: make([]int, len(bounds))}
}

func (m *meter) observe(code int, took time.Duration) {
	m.Lock()
	defer m.Unlock()
	m.codes[code]++
	m.count++
	m.sum += took.Seconds()
	for i, bound := range bounds {
		if took.Seconds() <= bound {
			m.buckets[i]++
		}
	}
}

func (m *meter) expose(w http.ResponseWriter, _ *http.Request) {
	m.Lock()
	defer m.Unlock()
	fmt.Fprintln(w, "# TYPE http_requests_total counter")
	for code, n := range m.codes {
		fmt.Fprintf(w, "http_requests_total{code=\"%d\",method=\"GET\",path=\"/pay\"} %d\n", code, n)
	}
	fmt.Fprintln(w, "# TYPE http_request_duration_seconds histogram")
	for i, bound := range bounds {
		fmt.Fprintf(w, "http_request_duration_seconds_bucket{le=\"%g\"} %d\n", bound, m.buckets[i])
	}
	fmt.Fprintf(w, "http_request_duration_seconds_bucket{le=\"+Inf\"} %d\n", m.count)
	fmt.Fprintf(w, "http_request_duration_seconds_sum %g\nhttp_request_duration_seconds_count %d\n", m.sum, m.count)
}
