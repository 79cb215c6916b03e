// A small payments system in one binary: every service of it is this program under another name.
// serve answers HTTP and calls the next service; shop is the customers.
package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"time"
)

var log = slog.New(slog.NewJSONHandler(os.Stdout, nil))

func main() {
	switch role := env("ROLE", "serve"); role {
	case "serve":
		serve()
	case "shop":
		shop()
	default:
		log.Error("unknown role", "role", role)
		os.Exit(2)
	}
}

func serve() {
	name, upstream := env("NAME", "service"), os.Getenv("UPSTREAM_URL")
	meter := newMeter()
	go warmCache(number("CACHE_MB", 0), time.Duration(number("CACHE_SECONDS", 10))*time.Second)
	client := &http.Client{Timeout: 2 * time.Second}
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("/metrics", meter.expose)
	http.HandleFunc("/pay", func(w http.ResponseWriter, r *http.Request) {
		begin, code := time.Now(), http.StatusOK
		if err := call(client, upstream); err != nil {
			code = http.StatusBadGateway
			log.Error("payment failed", "service", name, "upstream", upstream, "error", err.Error())
		}
		time.Sleep(time.Duration(number("WORK_MS", 3)) * time.Millisecond)
		w.WriteHeader(code)
		meter.observe(code, time.Since(begin))
	})
	log.Info("listening", "service", name, "port", env("PORT", "8080"))
	if err := http.ListenAndServe(":"+env("PORT", "8080"), nil); err != nil {
		log.Error("cannot listen", "error", err.Error())
		os.Exit(1)
	}
}

func call(client *http.Client, upstream string) error {
	if upstream == "" {
		return nil
	}
	res, err := client.Get(upstream + "/pay")
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	if res.StatusCode >= 500 {
		return fmt.Errorf("%s answered %d", upstream, res.StatusCode)
	}
	return nil
}

// The customers: a steady stream of payments through the shop's front door.
func shop() {
	client := &http.Client{Timeout: 3 * time.Second}
	for range time.Tick(time.Duration(number("EVERY_MS", 50)) * time.Millisecond) {
		go func() {
			if err := call(client, os.Getenv("UPSTREAM_URL")); err != nil {
				log.Warn("order lost", "error", err.Error())
			}
		}()
	}
}

var cache [][]byte

// Fills memory step by step, as a service does that loads its working set after it has begun to serve.
func warmCache(megabytes int, over time.Duration) {
	if megabytes == 0 {
		return
	}
	log.Info("warming the cache", "megabytes", megabytes)
	for i := 0; i < megabytes; i++ {
		block := make([]byte, 1<<20)
		for j := 0; j < len(block); j += 4096 {
			block[j] = 1
		}
		cache = append(cache, block)
		time.Sleep(over / time.Duration(megabytes))
	}
	log.Info("cache is warm", "megabytes", megabytes)
}

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}
