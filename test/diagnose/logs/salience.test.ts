import { describe, expect, test } from "vitest";
import type { LogStream } from "../../../src/core/observation.ts";
import { diverse } from "../../../src/diagnose/logs/salience/diverse.ts";
import { fingerprintOf } from "../../../src/diagnose/logs/salience/fingerprint.ts";
import { salientIn } from "../../../src/diagnose/logs/salience/salient.ts";
import { shapeOf } from "../../../src/diagnose/logs/salience/shape.ts";
import { deniesTrouble, troubleIn } from "../../../src/diagnose/logs/salience/trouble.ts";
import { ago, ask, down, first, get, log, podsOf, type World, world } from "../world.ts";

const RUNNING = { state: { running: { startedAt: ago(30) } } };
const LOOPING = {
  restartCount: 6,
  state: { waiting: { reason: "CrashLoopBackOff" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: ago(2), finishedAt: ago(1) } },
};

/** The ledger is down like this, and its pods logged these lines. */
function ledger(status: object, lines: readonly string[]): World {
  const w = world();
  down(w, "ledger", status);
  for (const { metadata } of podsOf(w, "ledger")) log(w, metadata.name, lines, { previous: status === LOOPING });
  return w;
}

function cited(w: World): string[] {
  const { findings, evidence } = ask(w);
  return evidence
    .filter(({ id, kind }) => kind === "log" && findings[0]?.evidence.includes(id))
    .map(({ data }) => String(data.line));
}

const CHATTER = Array.from({ length: 400 }, (_, i) => `INFO request ${i} served in ${i % 70} ms, 0 errors`);

describe("the telling line is cited, though no signature knows it", () => {
  test.each([
    ["a level in brackets", "[WRN] 8 of 9 shards have no quorum"],
    ["a level of four letters", "2026-06-01 01:30:00 [erro] <0.12.0> shard map belongs to an older generation"],
    ["a level of one character", "1:M 01 Jun 2026 01:30:00.123 # Tail of the journal is in the future"],
    ["a number for a level", '{"level":50,"time":1780277400000,"msg":"tax table is from 2019"}'],
    ["no level at all", "ledger book 7 does not balance"],
    ["a named error", "books.errors.OutOfBalanceError: debit 7, credit 9"],
    ["only a debug line", "DEBUG failed to store entry on shard 7: maximum bytes exceeded"],
  ])("%s", (_, line) => {
    const lines = [...CHATTER.slice(0, 200), line, ...CHATTER.slice(200, 230)];
    expect(first(ask(ledger(RUNNING, lines)))).toBe("not-ready-application-error Deployment/ledger");
    expect(cited(ledger(RUNNING, lines))[0]).toBe(line);
    expect(first(ask(ledger(LOOPING, lines)))).toMatch(/^crash-(?:application|unhandled)-error Deployment\/ledger/);
    expect(cited(ledger(LOOPING, lines))).toContain(line);
  });
});

test("the title of an unexplained failure quotes the best line", () => {
  const [finding] = ask(ledger(LOOPING, [...CHATTER, "ERROR ledger book 7 does not balance", "INFO bye"])).findings;
  expect(finding?.title).toBe('ledger exits with code 1 after it logged "ledger book 7 does not balance"');
});

test("a crash whose log gives no hint cites the last line before the end", () => {
  const w = ledger(LOOPING, [...CHATTER, "INFO loading book 7"]);
  expect(first(ask(w))).toBe("crash-looping Deployment/ledger");
  expect(cited(w)).toEqual(["INFO loading book 7"]);
});

test("what a healthy sibling prints as well tells nothing", () => {
  const w = world();
  const [bad, good] = podsOf(w, "ledger");
  for (const condition of bad?.status?.conditions ?? [])
    if (condition.type === "Ready") Object.assign(condition, { status: "False", lastTransitionTime: ago(10) });
  Object.assign(bad?.status?.containerStatuses?.[0] ?? {}, { ready: false, restartCount: 0, ...RUNNING });
  log(w, bad?.metadata.name ?? "", ["ERROR book 3 is closed", "WARN book 7 has two owners"]);
  log(w, good?.metadata.name ?? "", ["ERROR book 4 is closed"]);
  get(w, "Deployment", "ledger").status = { replicas: 2, readyReplicas: 1 };
  expect(cited(w)[0]).toBe("WARN book 7 has two owners");
});

test("the first error comes before what follows from it, and the last cause of a trace before its frames", () => {
  const trace = [
    "ERROR could not start book keeping",
    "com.example.books.StartException: book keeping",
    "    at com.example.books.Main.start(Main.java:12)",
    "    at com.example.books.Main.main(Main.java:3)",
    "Caused by: com.example.books.PageException: page 7 is torn",
    "    at com.example.books.Page.read(Page.java:70)",
    "    ... 2 more",
  ];
  const said = cited(ledger(LOOPING, [...CHATTER, ...trace]));
  expect(said).toContain("Caused by: com.example.books.PageException: page 7 is torn");
  expect(said.filter((line) => line.trimStart().startsWith("at "))).toEqual([]);
});

describe("errors of a program that runs and is ready", () => {
  const every = (n: number, error: string) =>
    Array.from({ length: 200 }, (_, i) => (i % n === 0 ? `run ${i}: ${error}` : `run ${i}: done`));
  const serving = (lines: readonly string[], minutes = 0.5) => {
    const w = world();
    for (const { metadata } of podsOf(w, "ledger")) log(w, metadata.name, lines, { minutes });
    return ask(w).findings.map(({ code, tier, title }) => ({ code, tier, title }));
  };

  test("are noticed with their rate although they are steady", () => {
    expect(serving(every(4, "division by zero"))).toEqual([
      {
        code: "errors-recurring",
        tier: "noticed",
        title: 'ledger keeps logging "run 0: division by zero": 100 times in 3 min 16 s',
      },
    ]);
  });

  test("are over when the last of them was logged long ago", () => {
    expect(serving(every(4, "division by zero"), 40)).toEqual([]);
  });

  test("once are nothing", () => {
    expect(serving(["run 1: division by zero", ...every(1000, "").slice(1)])).toEqual([]);
  });
});

test.each([
  ["transferred 20 files, preferred zone a", 0],
  ["the bathroom light is on", 0],
  ["connection refused", 2],
  ["java.net.ConnectionRefused", 2],
  ["panic: page is torn", 3],
  ["E0601 01:50:00.651264       1 file.go:248] page is torn", 2],
  ["WRN page is torn", 1],
])("how much trouble the words tell: %s", (line, trouble) => {
  expect(troubleIn(line)).toBe(trouble);
});

test.each(["finished, 0 errors", "failed=0 ok=12", '{"error":null}', "err=<nil>", "done without any errors"])(
  "no trouble: %s",
  (line) => {
    expect(deniesTrouble(line)).toBe(true);
  },
);

test("lines that differ in numbers and ids only are one kind", () => {
  expect(fingerprintOf("order 12 of user a81f failed after 30ms")).toBe(
    fingerprintOf("order 7 of user 0c2 failed after 4ms"),
  );
  expect(fingerprintOf("order 12 failed")).not.toBe(fingerprintOf("order 12 refused"));
});

test.each([
  ["    at books.Page.read (/app/page.js:7:3)", "frame"],
  ['  File "/app/page.py", line 7, in read', "frame"],
  ["Traceback (most recent call last):", "frame"],
  ["goroutine 12 [running]:", "frame"],
  ["main.(*Page).Read(0xc0000140a8, 0x7)", "frame"],
  ["\t/src/page.go:7 +0x1d", "frame"],
  ["*** *** ***", "frame"],
  ["panic: page is torn", "uncaught"],
  ["books.errors.TornPageError: page 7", "named-error"],
  ["Caused by: books.TornPage: page 7", "caused-by"],
  ["page 7 is torn", "plain"],
])("the part of a report that a line is: %s", (line, shape) => {
  expect(shapeOf(line)).toBe(shape);
});

test("ten thousand different lines of trouble are bounded", () => {
  const words = Array.from({ length: 10_000 }, (_, i) =>
    i.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? ""),
  );
  const lines = words.map((word) => ({ text: `ERROR cannot balance ${word}` }));
  const stream: LogStream = { namespace: "n", pod: "p", container: "c", previous: false, lines, truncated: false };
  expect(salientIn(stream).length).toBeLessThanOrEqual(300);
  const line = (message: string, i: number) => ({ message, score: 5, first: i });
  expect(diverse(["disk 1 is lost", "disk 2 is lost", "disk 3 is lost", "book is torn"].map(line), 2)).toEqual([
    line("disk 1 is lost", 0),
    line("book is torn", 3),
  ]);
});
