package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
)

// What travels between ledger and ledger-db, a line of JSON each. The errors are worded as PostgreSQL words them.
type message struct {
	User     string   `json:"user,omitempty"`
	Password string   `json:"password,omitempty"`
	Database string   `json:"database,omitempty"`
	SQL      string   `json:"sql,omitempty"`
	Error    *dbError `json:"error,omitempty"`
}

type dbError struct {
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Code     string `json:"code"`
}

func (e *dbError) Error() string {
	return fmt.Sprintf("%s: %s (SQLSTATE %s)", e.Severity, e.Message, e.Code)
}

type wire struct {
	net.Conn
	lines *bufio.Reader
}

func newWire(c net.Conn) *wire { return &wire{c, bufio.NewReader(c)} }

func (w *wire) send(m message) error {
	line, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

func (w *wire) receive() (message, error) {
	var m message
	line, err := w.lines.ReadBytes('\n')
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(line, &m)
}
