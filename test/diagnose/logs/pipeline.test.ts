import { expect, test } from "vitest";
import { classify } from "../../../src/diagnose/logs/classify.ts";
import { salientIn } from "../../../src/diagnose/logs/salience/salient.ts";
import { SIGNATURES } from "../../../src/diagnose/logs/signatures/index.ts";
import { LINES } from "./lines.ts";
import { samplesOf } from "./samples.ts";

const CHATTER = Array.from({ length: 40 }, (_, i) => ({ text: `INFO request ${i} served in ${i % 7} ms` }));

/** Chosen among other lines, and classified, as a diagnosis does it. */
function through(text: string) {
  const lines = [...CHATTER, { text }, ...CHATTER];
  const stream = { namespace: "n", pod: "p", container: "c", previous: false, truncated: false, lines };
  return salientIn(stream).find(({ line }) => line.text === text);
}

test.each(SIGNATURES.map((item) => [item.id, item] as const))("every alternative of %s is reached", (_, item) => {
  const samples = samplesOf(item.pattern).filter((text) => item.pattern.test(text));
  expect(samples.length).toBeGreaterThan(0);
  const lost = samples.filter((text) => {
    const found = classify(text);
    const other = SIGNATURES.find(({ id }) => id === found?.signature);
    // Another signature may say more of the same line; that none is found means that the line never got to the pattern.
    return isError(item, text) && !(found && (found.signature === item.id || other?.pattern.test(text)));
  });
  expect(lost).toEqual([]);
});

/** Does the pattern itself, on the whole line, take it for an error? Some decide by what they capture. */
function isError({ class: is, pattern }: (typeof SIGNATURES)[number], text: string): boolean {
  return typeof is === "string" || is({ ...pattern.exec(text)?.groups }) !== undefined;
}

const QUIET = new Set(["benign", "consequence"]);

test.each(LINES.filter(([, is]) => !QUIET.has(is)))("is chosen among other lines: %s", (line, is) => {
  const found = through(line) ?? through(`ERROR ${line}`);
  expect(found?.sighting?.class).toBe(is);
});

test.each([
  ['FATAL:  too many connections for database "ledger"', "connection-limit"],
  ['FATAL:  too many connections for role "ledger"', "connection-limit"],
  ["org.apache.kafka.common.errors.NotEnoughReplicasException: Messages are rejected", "quorum"],
  ["FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute", "connection-limit"],
  ["ERROR 1041: The table 'orders' is full", "disk-full"],
  ["CLUSTERDOWN The cluster is down", "no-backends"],
  ["Error: certificate is not trusted", "tls-untrusted"],
  ["ThrottlingException: Rate exceeded", "rate-limited"],
])("lines that no word beside the pattern let through before: %s", (line, is) => {
  expect(classify(line)?.class).toBe(is);
});
