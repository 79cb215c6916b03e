package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"time"
)

// What a handler gives: nil for success, or why not.
type handler func(r *http.Request) error

// An answer other than 200 or 500.
type status struct {
	code    int
	message string
}

func (s status) Error() string { return s.message }

// Serves the routes beside probes and metrics. `ready` says what is missing for work; nil means nothing ever is.
func serve(routes map[string]handler, ready func() error) {
	exposeProcess()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", metrics.expose)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { alive(); fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { alive(); answerReady(w, ready) })
	for route, handle := range routes {
		mux.HandleFunc(route, measured(route, handle))
	}
	listen(mux)
}

func answerReady(w http.ResponseWriter, ready func() error) {
	if ready == nil {
		fmt.Fprintln(w, "ok")
	} else if err := ready(); err != nil {
		log.Warn("not ready", "error", err.Error())
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
	} else {
		fmt.Fprintln(w, "ok")
	}
}

// Waits while a fault holds the world.
func alive() {
	world.RLock()
	world.RUnlock()
}

func measured(route string, handle handler) http.HandlerFunc {
	slow, failing := duration("FAULT_SLOW", 0), number("FAULT_ERROR_PERCENT", 0)
	return func(w http.ResponseWriter, r *http.Request) {
		from := time.Now()
		alive()
		time.Sleep(slow)
		err := handle(r)
		if err == nil && rand.IntN(100) < failing {
			err = errors.New("unexpected state: authorization has no amount")
		}
		code := answer(w, err)
		took := time.Since(from)
		labels := fmt.Sprintf(`method="%s",path="%s"`, r.Method, r.URL.Path)
		metrics.add("http_requests_total", labels+fmt.Sprintf(`,code="%d"`, code), 1)
		metrics.observe("http_request_duration_seconds", labels, took.Seconds())
		if err != nil {
			log.Error("request failed", "route", route, "status", code, "duration_ms", took.Milliseconds(), "error", err.Error())
		}
	}
}

func answer(w http.ResponseWriter, err error) int {
	if err == nil {
		fmt.Fprintln(w, "{}")
		return http.StatusOK
	}
	var s status
	if !errors.As(err, &s) {
		s = status{http.StatusInternalServerError, "internal error"}
	}
	http.Error(w, s.message, s.code)
	return s.code
}

// LISTEN is an address, or `none` for a server that never gets that far. TLS_NAMES makes it speak TLS.
func listen(mux http.Handler) {
	address := text("LISTEN", ":8080")
	if address == "none" {
		log.Info("waiting for leadership")
		select {}
	}
	server := &http.Server{Addr: address, Handler: mux}
	log.Info("listening", "address", address, "tls", os.Getenv("TLS_NAMES") != "")
	if names := list("TLS_NAMES"); len(names) > 0 {
		server.TLSConfig = selfSigned(names)
		fatal("server ended", "error", server.ListenAndServeTLS("", "").Error())
	}
	fatal("server ended", "error", server.ListenAndServe().Error())
}
