package main

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Numbers in Prometheus' text format. A series is written as it is exposed: `name{label="value"}`.
type registry struct {
	sync.Mutex
	types  map[string]string
	values map[string]float64
	read   map[string]func() float64
}

var metrics = &registry{types: map[string]string{}, values: map[string]float64{}, read: map[string]func() float64{}}

func (r *registry) add(name, labels string, by float64) {
	r.Lock()
	defer r.Unlock()
	r.types[name] = "counter"
	r.values[series(name, labels)] += by
}

// A gauge is asked for its value when it is read.
func (r *registry) gauge(name, labels string, value func() float64) {
	r.Lock()
	defer r.Unlock()
	r.types[name] = "gauge"
	r.read[series(name, labels)] = value
}

var bounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

func (r *registry) observe(name, labels string, seconds float64) {
	r.Lock()
	defer r.Unlock()
	r.types[name] = "histogram"
	for _, bound := range bounds {
		key := series(name+"_bucket", labels+fmt.Sprintf(`,le="%g"`, bound))
		r.values[key] += 0
		if seconds <= bound {
			r.values[key]++
		}
	}
	r.values[series(name+"_bucket", labels+`,le="+Inf"`)]++
	r.values[series(name+"_sum", labels)] += seconds
	r.values[series(name+"_count", labels)]++
}

func series(name, labels string) string {
	if labels = strings.TrimPrefix(labels, ","); labels == "" {
		return name
	}
	return name + "{" + labels + "}"
}

func (r *registry) expose(w http.ResponseWriter, _ *http.Request) {
	r.Lock()
	defer r.Unlock()
	for name, kind := range r.types {
		fmt.Fprintf(w, "# TYPE %s %s\n", name, kind)
	}
	lines := make([]string, 0, len(r.values)+len(r.read))
	for key, value := range r.values {
		lines = append(lines, fmt.Sprintf("%s %g", key, value))
	}
	for key, value := range r.read {
		lines = append(lines, fmt.Sprintf("%s %g", key, value()))
	}
	sort.Strings(lines)
	fmt.Fprintln(w, strings.Join(lines, "\n"))
}

var begun = time.Now()

// What client libraries expose for every process.
func exposeProcess() {
	metrics.gauge("process_start_time_seconds", "", func() float64 { return float64(begun.Unix()) })
	metrics.gauge("process_cpu_seconds_total", "", cpuSeconds)
	metrics.gauge("process_resident_memory_bytes", "", residentBytes)
	metrics.gauge("process_open_fds", "", func() float64 {
		entries, _ := os.ReadDir("/proc/self/fd")
		return float64(len(entries))
	})
	metrics.gauge("go_goroutines", "", func() float64 { return float64(runtime.NumGoroutine()) })
	metrics.gauge("go_memstats_heap_inuse_bytes", "", func() float64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapInuse)
	})
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Sec+usage.Stime.Sec) + float64(usage.Utime.Usec+usage.Stime.Usec)/1e6
}

func residentBytes() float64 {
	var size, resident int64
	statm, _ := os.ReadFile("/proc/self/statm")
	_, _ = fmt.Sscan(string(statm), &size, &resident)
	return float64(resident * int64(os.Getpagesize()))
}
