import { expect, test } from "vitest";
import { salient, subjectOfPaste } from "../../src/core/salience.ts";

const frames = (n: number) =>
  Array.from({ length: n }, (_, i) => `\tat com.shop.ledger.Step${i}.run(Step${i}.java:${i})`);

test("a short question stays as it is", () => {
  expect(salient("what's wrong with  payments?\n", 500)).toBe("what's wrong with  payments?\n");
});

test("of a pasted trace: how it begins and what caused it, not the frames", () => {
  const cause = "Caused by: java.net.ConnectException: Connection refused: ledger-db/10.0.3.7:5432";
  const trace = ["payments-api throws since the deploy", ...frames(120), cause, ...frames(120)].join("\n");
  const kept = salient(trace, 500);
  expect(kept.length).toBeLessThanOrEqual(500);
  expect(kept).toContain("payments-api throws since the deploy");
  expect(kept).toContain(cause);
  expect(kept.indexOf("payments-api")).toBeLessThan(kept.indexOf("Caused by"));
});

test("of a pasted log: its errors, also those at the end", () => {
  const log = [
    ...Array.from({ length: 200 }, (_, i) => `INFO request ${i} served`),
    "ERROR disk quota exceeded on /data",
  ];
  expect(salient(log.join("\n"), 300)).toContain("disk quota exceeded");
});

test("one endless word is cut", () => {
  expect(salient("a".repeat(20_000), 500).length).toBeLessThanOrEqual(500);
});

test("of a pasted log the messages are asked, without times, levels, threads and frames", () => {
  const boot = Array.from(
    { length: 40 },
    (_, i) => `2026-01-01T02:03:04.${100 + i}Z INFO  [main] c.a.p.Boot - bean ${i}`,
  );
  const trace = [
    "2026-01-01T02:05:01.001Z ERROR [http-nio-8080-exec-5] c.a.p.PaymentController - charge failed",
    "java.sql.SQLTransientConnectionException: Connection is not available, request timed out after 30000ms.",
    "\tat com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:197)",
    "Caused by: org.postgresql.util.PSQLException: FATAL: sorry, too many clients already",
  ];
  expect(subjectOfPaste([...boot, ...trace].join("\n"), 2000).split("\n")).toEqual([
    "charge failed",
    "java.sql.SQLTransientConnectionException: Connection is not available, request timed out after 30000ms.",
    "Caused by: org.postgresql.util.PSQLException: FATAL: sorry, too many clients already",
  ]);
  const json =
    '{"time":"2026-01-01T02:05:01Z","level":"ERROR","msg":"request failed","error":"connection refused","pod":"api-6f"}';
  expect(subjectOfPaste(`${json}\n${json}`, 2000)).toBe("request failed: connection refused");
  expect(subjectOfPaste("E1201 02:03:04.123456       1 reflector.go:138] failed to watch Pod\nok", 2000)).toBe(
    "failed to watch Pod",
  );
  expect(subjectOfPaste("why is checkout slow?", 2000)).toBe("why is checkout slow?");
});
