package main

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// The setting, or what holds without it.
func text(name, otherwise string) string {
	if value, set := os.LookupEnv(name); set && value != "" {
		return value
	}
	return otherwise
}

// A setting that the program cannot do without.
func required(name string) string {
	value := os.Getenv(name)
	if value == "" {
		fatal("required environment variable " + name + " is not set")
	}
	return value
}

func number(name string, otherwise int) int {
	value := os.Getenv(name)
	if value == "" {
		return otherwise
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		fatal("invalid value for " + name + ": " + err.Error())
	}
	return n
}

func duration(name string, otherwise time.Duration) time.Duration {
	value := os.Getenv(name)
	if value == "" {
		return otherwise
	}
	d, err := time.ParseDuration(value)
	if err != nil {
		fatal("invalid value for " + name + ": " + err.Error())
	}
	return d
}

func list(name string) []string {
	return strings.FieldsFunc(os.Getenv(name), func(r rune) bool { return r == ',' })
}
