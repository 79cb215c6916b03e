package main

import (
	"fmt"
	"io"
	"net/http"
	"sync"
)

// A queue in memory that tells its length as RabbitMQ does: POST puts a message in, GET takes the oldest out (empty answer when there is none).
func queue() {
	var lock sync.Mutex
	var messages []string
	limit := number("QUEUE_LIMIT", 10_000)
	metrics.gauge("rabbitmq_queue_messages_ready", `vhost="/",queue="receipts"`, func() float64 {
		lock.Lock()
		defer lock.Unlock()
		return float64(len(messages))
	})
	exposeProcess()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", metrics.expose)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { alive(); fmt.Fprintln(w, "ok") })
	mux.HandleFunc("POST /messages", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		lock.Lock()
		defer lock.Unlock()
		if len(messages) >= limit {
			http.Error(w, "queue receipts is full", http.StatusTooManyRequests)
			return
		}
		messages = append(messages, string(body))
	})
	mux.HandleFunc("GET /messages", func(w http.ResponseWriter, _ *http.Request) {
		lock.Lock()
		defer lock.Unlock()
		if len(messages) > 0 {
			fmt.Fprint(w, messages[0])
			messages = messages[1:]
		}
	})
	listen(mux)
}
