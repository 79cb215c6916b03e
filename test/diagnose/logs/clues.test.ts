import { expect, test } from "vitest";
import type { LogStream } from "../../../src/core/observation.ts";
import { cluesIn } from "../../../src/diagnose/logs/clues.ts";
import { firstCause } from "../../../src/diagnose/logs/first-cause.ts";
import { listeningIn } from "../../../src/diagnose/logs/listening.ts";

function stream(...texts: string[]): LogStream {
  const lines = texts.map((text, i) => ({ text, at: new Date(Date.UTC(2026, 5, 1, 1, 0, i)).toISOString() }));
  return { namespace: "payments", pod: "ledger-0", container: "app", previous: true, lines, truncated: false };
}

test("the first error that explains, not the last line", () => {
  const clues = cluesIn([
    stream(
      "starting ledger 1.4.2",
      "Error creating bean with name 'entityManagerFactory'",
      'Caused by: org.postgresql.util.PSQLException: FATAL: database "ledgr" does not exist',
      "HikariPool-1 - Shutdown completed.",
      "npm ERR! code ELIFECYCLE",
    ),
  ]);
  expect(firstCause(clues)).toMatchObject({ class: "unknown-object", entities: { db: "ledgr" } });
});

test("a problem survived long before the end does not explain it", () => {
  const busy = Array.from({ length: 200 }, (_, i) => `served request ${i}`);
  const clues = cluesIn([
    stream(
      "dial tcp 10.96.4.4:8080: connect: connection refused",
      ...busy,
      "panic: runtime error: index out of range [3] with length 3",
    ),
  ]);
  expect(firstCause(clues)?.class).toBe("unhandled-error");
});

test("the same trouble of many lines and pods is one clue with its count", () => {
  const other = { ...stream("dial tcp 10.96.4.4:8080: connect: connection refused"), pod: "ledger-1" };
  const [clue, ...more] = cluesIn([
    stream(...Array<string>(5).fill("dial tcp 10.96.4.4:8080: connect: connection refused")),
    other,
  ]);
  expect(more).toEqual([]);
  expect(clue).toMatchObject({ count: 6, fromEnd: 0 });
  expect(clue?.pods.size).toBe(2);
});

test("a cause takes its peer from the wrapper above it", () => {
  const [clue] = cluesIn([
    stream(
      "RedisConnectionException: Unable to connect to cart-cache:6379",
      "Caused by: java.net.ConnectException: Connection refused",
    ),
  ]);
  expect(clue).toMatchObject({ class: "refused", entities: { host: "cart-cache", port: "6379" } });
});

test("an address in the line stands in for a signature that names none", () => {
  const [clue] = cluesIn([stream("payment failed: POST http://ledger:8080/v1 -> connection reset by peer")]);
  expect(clue).toMatchObject({ class: "reset", entities: { host: "ledger", port: "8080" } });
});

test.each([
  ["INFO Tomcat started on port(s): 8081 (http)", 8081, false],
  ["Listening on http://127.0.0.1:5000", 5000, true],
  ["INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)", 8000, false],
  ["Now listening on: http://[::]:8080", 8080, false],
  ['{"level":"info","msg":"server listening","addr":":9090"}', 9090, false],
  ["Server is listening on port 3000", 3000, false],
  ['LOG:  listening on IPv4 address "0.0.0.0", port 5432', 5432, false],
])("what a program says it listens on: %s", (line, port, local) => {
  expect(listeningIn([stream(line)])).toMatchObject([{ port, local }]);
});

test.each(["failed to listen on :8080", "connected to ledger:8080", "retrying in 30 s"])(
  "no port is open: %s",
  (line) => {
    expect(listeningIn([stream(line)])).toEqual([]);
  },
);
