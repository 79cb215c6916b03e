package main

import (
	"fmt"
	"net"
	"net/http"
	"time"
)

// Connections to the database, at most DB_POOL_SIZE. DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME say where.
type pool struct {
	host, port string
	login      message
	slots      chan struct{}
	idle       chan *wire
	wait       time.Duration
}

func newPool() *pool {
	size := number("DB_POOL_SIZE", 10)
	p := &pool{
		host: required("DB_HOST"), port: text("DB_PORT", "5432"),
		login: message{User: required("DB_USER"), Password: required("DB_PASSWORD"), Database: text("DB_NAME", "ledger")},
		slots: make(chan struct{}, size), idle: make(chan *wire, size), wait: duration("DB_POOL_WAIT", time.Second),
	}
	metrics.gauge("db_pool_connections_max", "", func() float64 { return float64(size) })
	metrics.gauge("db_pool_connections_in_use", "", func() float64 { return float64(len(p.slots)) })
	metrics.add("db_pool_wait_timeouts_total", "", 0)
	return p
}

func (p *pool) ping() error { return p.exec("SELECT 1") }

func (p *pool) exec(sql string) error {
	if err := p.acquire(); err != nil {
		return err
	}
	defer func() { <-p.slots }()
	connection, err := p.connect()
	if err != nil {
		return status{http.StatusServiceUnavailable, err.Error()}
	}
	answer, err := roundTrip(connection, message{SQL: sql})
	if err != nil {
		connection.Close()
		return status{http.StatusServiceUnavailable, "unexpected EOF on connection to " + p.host + ": " + err.Error()}
	}
	p.idle <- connection
	if answer.Error != nil {
		return answer.Error
	}
	return nil
}

func (p *pool) acquire() error {
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-time.After(p.wait):
		metrics.add("db_pool_wait_timeouts_total", "", 1)
		return status{http.StatusServiceUnavailable, fmt.Sprintf(
			"could not get a connection from the pool within %s: all %d connections are in use", p.wait, cap(p.slots))}
	}
}

// An idle connection, or a new one.
func (p *pool) connect() (*wire, error) {
	select {
	case connection := <-p.idle:
		return connection, nil
	default:
	}
	failed := func(stage string, err error) error {
		return fmt.Errorf("failed to connect to `user=%s database=%s`: %s", p.login.User, p.login.Database, stage+err.Error())
	}
	addresses, err := net.LookupHost(p.host)
	if err != nil {
		return nil, failed("hostname resolving error: ", err)
	}
	address := net.JoinHostPort(addresses[0], p.port)
	connection, err := net.DialTimeout("tcp", address, 2*time.Second)
	if err != nil {
		return nil, failed(fmt.Sprintf("%s (%s): dial error: ", address, p.host), err)
	}
	w := newWire(connection)
	answer, err := roundTrip(w, p.login)
	if err == nil && answer.Error != nil {
		err = answer.Error
	}
	if err != nil {
		w.Close()
		return nil, failed(fmt.Sprintf("%s (%s): server error: ", address, p.host), err)
	}
	return w, nil
}

func roundTrip(w *wire, m message) (message, error) {
	_ = w.SetDeadline(time.Now().Add(5 * time.Second))
	if err := w.send(m); err != nil {
		return message{}, err
	}
	return w.receive()
}

// Takes connections one by one and forgets to give them back.
func (p *pool) hold(count int) {
	for range count {
		time.Sleep(time.Second)
		if p.acquire() == nil {
			log.Warn("report transaction left open", "table", "entries")
		}
	}
}
