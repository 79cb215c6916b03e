import { readFileSync } from "node:fs";
import { redact } from "../src/core/redact/redact.ts";
import { VENDOR_TOKENS } from "../src/core/redact/vendor-tokens.ts";

/**
 * What redaction finds and what it takes for a secret wrongly, by the rule set's own sources: `npm run bench:redaction --
 * CASES.jsonl`, one `{rule, should_flag, input}` a line as detectors of leaked secrets test themselves, and the time of 12,000 log lines.
 */
interface Case {
  rule: string;
  should_flag: boolean;
  input: string;
}

const [file] = process.argv.slice(2);
if (!file) throw new Error("name a file of cases, one JSON object a line");
const cases = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line): Case => JSON.parse(line));

/** Detectors flag these marks of a place where secrets may be; they carry none: the names of algorithms, the type of a file. */
const CARRIES_NONE = /^\s*"(?:none|[A-Z\d-]{4,9}(?:\+A\d+KW)?|type": "service_account)"\s*$/;
/** A value behind such a name is hidden on purpose, whatever it looks like. */
const SECRET_NAMED = /(?:pass\w*|secret|token|key|credentials?|auth\w*)\d?["']?\s*(?:[:=]|value=)|private key-----/i;

const carrying = cases.filter(({ should_flag, input }) => should_flag && !CARRIES_NONE.test(input));
const innocent = cases.filter(({ should_flag }) => !should_flag);
const unnamed = innocent.filter(({ input }) => !SECRET_NAMED.test(input));
const isChanged = ({ input }: Case) => redact(input) !== input;

for (const rule of [...new Set(cases.map((item) => item.rule))].sort()) {
  const of = (list: readonly Case[]) => list.filter((item) => item.rule === rule);
  const share = (list: readonly Case[]) => `${list.filter(isChanged).length}/${list.length}`.padStart(7);
  console.log(`${rule.padEnd(34)} found ${share(of(carrying))}  false ${share(of(unnamed))}`);
}
report("recall of what carries a credential", carrying);
report("false alarms outside secret-named keys", unnamed);
report(
  "  of these, no issuer's token in its full published form",
  unnamed,
  (item) => isChanged(item) && !isIssued(item),
);
report("false alarms, all", innocent);
console.log(`12,000 log lines in ${timeOf(logLines(12_000))} ms`);

/** A token that was made up for a manual, or is public, looks like any other. */
function isIssued({ input }: Case): boolean {
  return VENDOR_TOKENS.apply(input) !== input;
}

function report(name: string, list: readonly Case[], counts = isChanged): void {
  const changed = list.filter(counts).length;
  console.log(`${name}: ${(changed / list.length).toFixed(3)} (${changed} of ${list.length})`);
}

function logLines(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) =>
      [
        `2026-11-21T03:25:44.${i}Z INFO [http-8080-exec-${i}] OrderController - GET /api/v1/orders/${i} 200 ${i % 97}ms trace_id=4bf92f3577b34da6a3ce929d0e0e4736`,
        `{"level":"info","ts":"2026-11-21T03:25:44Z","caller":"server/handler.go:88","msg":"request handled","path":"/checkout","duration_ms":${i}}`,
        `level=warn ts=2026-11-21T03:25:44Z component=cache key=orders:${i} msg="cache miss" backend=http://redis-master:6379`,
        `I1121 03:25:44.123456 1 event.go:${i}] "Event occurred" object="payments/payments-api" kind="Deployment" reason="ScalingReplicaSet"`,
      ][i % 4] ?? "",
  );
}

/** The best of five, in which the compiler has seen the code. */
function timeOf(lines: readonly string[]): string {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    for (const line of lines) redact(line);
    return performance.now() - started;
  });
  return Math.min(...times).toFixed(0);
}
