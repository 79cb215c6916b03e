import { expect, test } from "vitest";
import { unwrap } from "../../src/core/log-envelope.ts";

const MESSAGE = "cannot reach ledger";

test.each([
  ["zap", '{"level":"error","ts":1748742600.12,"caller":"a/b.go:10","msg":"cannot reach ledger"}', "error"],
  ["zerolog", '{"level":"error","time":1748742600,"message":"cannot reach ledger"}', "error"],
  ["logrus", 'time="2026-06-01T01:50:00Z" level=error msg="cannot reach ledger"', "error"],
  ["slog", 'time=2026-06-01T01:50:00Z level=ERROR msg="cannot reach ledger"', "error"],
  ["klog", "E0601 01:50:00.651264       1 file.go:248] cannot reach ledger", "error"],
  ["pino", '{"level":50,"time":1748742600000,"pid":1,"hostname":"x","msg":"cannot reach ledger"}', "error"],
  ["pino fatal", '{"level":60,"time":1748742600000,"msg":"cannot reach ledger"}', "fatal"],
  ["winston", '{"level":"warn","message":"cannot reach ledger","timestamp":"2026-06-01T01:50:00Z"}', "warning"],
  ["Spring Boot", "2026-06-01T01:50:00.123Z ERROR cannot reach ledger", "error"],
  ["logback", "01:50:00.123 [main] ERROR cannot reach ledger", "error"],
  ["Serilog", '{"@t":"2026-06-01T01:50:00Z","@l":"Error","@m":"cannot reach ledger"}', "error"],
  [".NET console", "fail: cannot reach ledger", "error"],
  ["Python", "ERROR:cannot reach ledger", "error"],
  ["gunicorn", "[2026-06-01 01:50:00 +0000] [12] [CRITICAL] cannot reach ledger", "fatal"],
  ["structlog", '{"event":"cannot reach ledger","level":"error","timestamp":"2026-06-01T01:50:00Z"}', "error"],
  ["nginx", "2026/06/01 01:50:00 [error] cannot reach ledger", "error"],
  ["PostgreSQL", "2026-06-01 01:50:00.123 UTC [71] FATAL:  cannot reach ledger", "fatal"],
  ["MongoDB", '{"t":{"$date":"2026-06-01T01:50:00.000Z"},"s":"E","c":"NET","msg":"cannot reach ledger"}', "error"],
  [
    "docker json-file",
    '{"log":"ERROR cannot reach ledger\\n","stream":"stderr","time":"2026-06-01T01:50:00Z"}',
    "error",
  ],
  ["CRI", "2026-06-01T01:50:00.123456789Z stderr F ERROR cannot reach ledger", "error"],
  ["colours", "\u001b[31mERROR\u001b[0m cannot reach ledger", "error"],
  ["plain", "cannot reach ledger", undefined],
])("%s", (_, line, level) => {
  expect(unwrap(line)).toMatchObject({ message: MESSAGE, level });
});

test("the error beside the message belongs to it", () => {
  const line =
    '{"level":"error","msg":"call failed","err":{"type":"Error","message":"connect ECONNREFUSED 10.0.0.1:80"}}';
  expect(unwrap(line).message).toContain("call failed: Error: connect ECONNREFUSED");
});

test("a sentence with the word ERROR in it has no level", () => {
  expect(unwrap("we saw an unexpected thing which is an ERROR of sorts").level).toBeUndefined();
});

test("times with and without a zone", () => {
  const at = Date.parse("2026-06-01T01:50:00Z");
  expect(unwrap("2026-06-01T01:50:00Z INFO x").at).toBe(at);
  expect(unwrap("2026-06-01 01:50:00 INFO x").at).toBe(at);
  expect(unwrap('{"ts":1780278600,"msg":"x"}').at).toBe(at);
});
