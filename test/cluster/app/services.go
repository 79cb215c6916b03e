package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

// The shop's front door.
func checkout() {
	api := newUpstream("payments-api", required("PAYMENTS_API_URL"))
	work := duration("WORK", 4*time.Millisecond)
	serve(map[string]handler{
		"POST /checkout": func(*http.Request) error {
			time.Sleep(work)
			return api.post("/payments", `{"amount":4200,"currency":"EUR"}`)
		},
	}, nil)
}

// Books each payment in the ledger and queues its receipt.
func paymentsAPI() {
	book := newUpstream("ledger", required("LEDGER_URL"))
	receipts := newUpstream("queue", required("QUEUE_URL"))
	work := duration("WORK", 3*time.Millisecond)
	go warmCache(number("CACHE_MB", 0), duration("CACHE_WARM_UP", 20*time.Second))
	serve(map[string]handler{
		"POST /payments": func(*http.Request) error {
			time.Sleep(work)
			if err := book.post("/entries", `{"debit":"customer","credit":"merchant"}`); err != nil {
				return err
			}
			return receipts.post("/messages", `{"receipt":true}`)
		},
	}, nil)
}

// Sends the receipts that wait in the queue.
func paymentsWorker() {
	receipts := newUpstream("queue", required("QUEUE_URL"))
	book := newUpstream("ledger", required("LEDGER_URL"))
	each := duration("WORK", 5*time.Millisecond)
	go func() {
		for {
			message, err := receipts.do(http.MethodGet, "/messages", "")
			if err == nil && message != "" {
				time.Sleep(each)
				err = book.post("/settlements", message)
				metrics.add("receipts_sent_total", "", 1)
			} else {
				time.Sleep(100 * time.Millisecond)
			}
			if err != nil {
				log.Error("sending receipt failed", "error", err.Error())
				time.Sleep(time.Second)
			}
		}
	}()
	serve(nil, nil)
}

// The books: everything is written to the database.
func ledger() {
	db := newPool()
	work := duration("WORK", 2*time.Millisecond)
	write := func(table string) handler {
		return func(*http.Request) error {
			time.Sleep(work)
			return db.exec("INSERT INTO " + table)
		}
	}
	go db.hold(number("FAULT_HOLD_CONNECTIONS", 0))
	serve(map[string]handler{"POST /entries": write("entries"), "POST /settlements": write("settlements")}, db.ping)
}

// The customers: a steady stream of orders, whatever becomes of them.
func shopper() {
	shop := newUpstream("checkout", required("CHECKOUT_URL"))
	exposeProcess()
	go func() {
		for range time.Tick(time.Second / time.Duration(number("ORDERS_PER_SECOND", 10))) {
			time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
			go order(shop)
		}
	}()
	serve(nil, nil)
}

func order(shop *upstream) {
	outcome := "paid"
	if err := shop.post("/checkout", `{"basket":"demo"}`); err != nil {
		outcome = "lost"
		log.Warn("order lost", "error", err.Error())
	}
	metrics.add("shop_orders_total", fmt.Sprintf(`outcome="%s"`, outcome), 1)
}

var cache [][]byte

// Fills memory step by step, as a service does that loads its working set once it serves.
func warmCache(megabytes int, over time.Duration) {
	if megabytes == 0 {
		return
	}
	log.Info("warming merchant cache", "megabytes", megabytes)
	metrics.gauge("merchant_cache_megabytes", "", func() float64 { return float64(len(cache)) })
	for range megabytes {
		cache = append(cache, filled(1))
		time.Sleep(over / time.Duration(megabytes))
	}
	log.Info("merchant cache is warm", "megabytes", megabytes)
}
