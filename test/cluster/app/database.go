package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"
)

// A database that only inserts. Settings: DB_USER, DB_PASSWORD, DB_NAME, MAX_CONNECTIONS, DB_READ_ONLY, DATA_DIR.
type database struct {
	user, password, name string
	limit                int64
	readOnly             bool
	file                 string
	open, backend        atomic.Int64
}

func ledgerDB() {
	db := &database{
		user: required("DB_USER"), password: required("DB_PASSWORD"), name: text("DB_NAME", "ledger"),
		limit: int64(number("MAX_CONNECTIONS", 40)), readOnly: os.Getenv("DB_READ_ONLY") == "on",
		file: filepath.Join(text("DATA_DIR", "/var/lib/postgresql/data"), "16384"),
	}
	db.backend.Store(30)
	if _, err := os.OpenFile(db.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err != nil {
		say(1, "FATAL", "could not open file \""+db.file+"\": "+reason(err))
		os.Exit(1)
	}
	metrics.gauge("pg_stat_activity_count", `datname="`+db.name+`"`, func() float64 { return float64(db.open.Load()) })
	metrics.gauge("pg_settings_max_connections", "", func() float64 { return float64(db.limit) })
	go db.accept()
	os.Setenv("LISTEN", text("METRICS_LISTEN", ":9187"))
	serve(nil, nil)
}

func (db *database) accept() {
	listener, err := net.Listen("tcp", ":5432")
	if err != nil {
		say(1, "FATAL", err.Error())
		os.Exit(1)
	}
	say(1, "LOG", "database system is ready to accept connections")
	for {
		if connection, err := listener.Accept(); err == nil {
			go db.session(newWire(connection), db.backend.Add(1))
		}
	}
}

func (db *database) session(w *wire, backend int64) {
	defer w.Close()
	login, err := w.receive()
	if err != nil {
		return
	}
	defer db.open.Add(-1)
	if refused := db.admit(login, db.open.Add(1)); refused != nil {
		say(backend, refused.Severity, refused.Message)
		_ = w.send(message{Error: refused})
		return
	}
	for err = w.send(message{}); err == nil; {
		var query message
		if query, err = w.receive(); err == nil {
			alive()
			time.Sleep(duration("FAULT_SLOW", 0))
			failed := db.execute(query.SQL)
			if failed != nil {
				say(backend, failed.Severity, failed.Message)
				say(backend, "STATEMENT", query.SQL)
			}
			err = w.send(message{Error: failed})
		}
	}
}

func (db *database) admit(login message, open int64) *dbError {
	switch {
	case open > db.limit:
		return &dbError{"FATAL", "sorry, too many clients already", "53300"}
	case login.User != db.user || login.Password != db.password:
		return &dbError{"FATAL", fmt.Sprintf("password authentication failed for user %q", login.User), "28P01"}
	case login.Database != db.name:
		return &dbError{"FATAL", fmt.Sprintf("database %q does not exist", login.Database), "3D000"}
	}
	return nil
}

func (db *database) execute(sql string) *dbError {
	if sql == "SELECT 1" {
		return nil
	}
	if db.readOnly {
		return &dbError{"ERROR", "cannot execute INSERT in a read-only transaction", "25006"}
	}
	if err := db.write(); err != nil {
		return &dbError{"ERROR", "could not extend file \"base/16384/2613\": " + reason(err), "53100"}
	}
	metrics.add("pg_stat_database_tup_inserted", `datname="`+db.name+`"`, 1)
	return nil
}

// One page of 8 kB per row would fill any disk; 64 bytes and a file that starts anew at 4 MB do not.
func (db *database) write() error {
	if info, err := os.Stat(db.file); err == nil && info.Size() > 4<<20 {
		_ = os.Truncate(db.file, 0)
	}
	file, err := os.OpenFile(db.file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.Write(make([]byte, 64))
	return err
}

// "No space left on device", without the path and the system call in front.
func reason(err error) string {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return err.Error()
	}
	words := []byte(number.Error())
	words[0] -= 'a' - 'A'
	return string(words)
}

func say(backend int64, level, words string) {
	fmt.Printf("%s [%d] %s:  %s\n", time.Now().UTC().Format("2006-01-02 15:04:05.000 UTC"), backend, level, words)
}
