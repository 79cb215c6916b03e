package main

import (
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Everything that can be made to go wrong from outside. None of it happens unless its variable is set.
//
//	FAULT_LEAK_MB          megabytes leaked per second
//	FAULT_SLOW             added to each request, e.g. 2s
//	FAULT_ERROR_PERCENT    of requests that fail with 500
//	FAULT_PANIC_AFTER      a crash, with the stack that belongs to it
//	FAULT_EXIT_AFTER       a clean end of a program that should not end
//	FAULT_STUCK_AFTER      from then on nothing answers, probes included
//	FAULT_HOLD_CONNECTIONS database connections taken and never given back
//	FAULT_FILL_DISK        folder that is filled, 4 MB at a time
//	FAULT_BURN_CPU         number of busy loops
func startFaults() {
	leak(number("FAULT_LEAK_MB", 0))
	fill(os.Getenv("FAULT_FILL_DISK"))
	for range number("FAULT_BURN_CPU", 0) {
		go burn()
	}
	after("FAULT_PANIC_AFTER", func() { settle(nil) })
	after("FAULT_EXIT_AFTER", func() { log.Info("batch complete"); os.Exit(0) })
	after("FAULT_STUCK_AFTER", world.Lock)
}

// Whoever answers a request holds it for reading; a fault takes it for itself.
var world sync.RWMutex

func after(name string, does func()) {
	if wait := duration(name, 0); wait > 0 {
		go func() { time.Sleep(wait); does() }()
	}
}

var leaked [][]byte

func leak(megabytes int) {
	if megabytes == 0 {
		return
	}
	go func() {
		for range time.Tick(time.Second) {
			leaked = append(leaked, filled(megabytes))
		}
	}()
}

// Memory that is really there: each page is written to.
func filled(megabytes int) []byte {
	block := make([]byte, megabytes<<20)
	for i := 0; i < len(block); i += 4096 {
		block[i] = 1
	}
	return block
}

func burn() {
	for n := uint64(1); n != 0; n = n*6364136223846793005 + 1442695040888963407 {
	}
}

func fill(folder string) {
	if folder == "" {
		return
	}
	go func() {
		block := make([]byte, 4<<20)
		for i := 0; ; i++ {
			file := filepath.Join(folder, "export-"+time.Now().Format("150405.000")+".tmp")
			if err := os.WriteFile(file, block, 0o644); err != nil {
				log.Error("writing export failed", "error", err.Error())
				time.Sleep(2 * time.Second)
			}
			time.Sleep(50 * time.Millisecond)
		}
	}()
}

type batch struct{ entries []string }

// Meant for the panic: a nil batch is what a lookup that failed leaves behind.
func settle(b *batch) int {
	log.Info("settling batch")
	return settleEntries(b)
}

//go:noinline
func settleEntries(b *batch) int { return len(b.entries) }
