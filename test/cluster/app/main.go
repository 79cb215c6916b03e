// A small payments system in one program; the first argument is the part that it plays.
//
//	shopper → checkout → payments-api → ledger → ledger-db
//	                          └→ queue ← payments-worker → ledger
//
// Settings are environment variables (settings.go), faults too (faults.go).
package main

import (
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
)

var roles = map[string]func(){
	"checkout":        checkout,
	"payments-api":    paymentsAPI,
	"payments-worker": paymentsWorker,
	"ledger":          ledger,
	"ledger-db":       ledgerDB,
	"queue":           queue,
	"shopper":         shopper,
}

var log *slog.Logger

func main() {
	role := ""
	if len(os.Args) > 1 {
		role = os.Args[1]
	}
	log = slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("service", role)
	play, known := roles[role]
	if !known {
		fatal("unknown command", "command", role)
	}
	go endOnSignal()
	log.Info("starting", "version", text("VERSION", "dev"))
	time.Sleep(duration("START_DELAY", 0))
	startFaults()
	play()
}

// Requests keep being served until the nodes have heard that the endpoint is gone, as after a preStop hook that sleeps.
func endOnSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	log.Info("shutting down", "signal", (<-signals).String())
	time.Sleep(3 * time.Second)
	os.Exit(0)
}

func fatal(message string, args ...any) {
	log.Error(message, args...)
	os.Exit(1)
}
