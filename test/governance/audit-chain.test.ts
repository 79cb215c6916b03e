import { appendFile, chmod, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileSink } from "../../src/governance/audit-file.ts";
import { sealedOf } from "../../src/governance/audit-segments.ts";
import { verifyAudit } from "../../src/governance/audit-verify.ts";
import { temporaryFolder } from "../ingest/fixture.ts";

/** Small, so that a log of some records has several segments. */
const SEGMENT = 1_500;
const record = (n: number) => ({
  time: "2026-12-01T00:00:00Z",
  phase: "begin",
  id: `call-${n}`,
  input: { question: "żółć 1.0" },
});

async function logged(count: number, file = path.join(temporaryFolder(), "audit.jsonl")): Promise<string> {
  const sink = fileSink(file, SEGMENT);
  for (let n = 0; n < count; n++) await sink(record(n));
  return file;
}

test("a log over several segments and several processes is intact, and names its head", async () => {
  const file = await logged(12);
  await logged(8, file);
  const verdict = await verifyAudit(file);
  expect(verdict).toMatchObject({ intact: true, records: 20, fault: null, head: { seq: 20 } });
  expect(verdict.segments.length).toBeGreaterThan(2);
  expect((await verifyAudit(file, verdict.head ?? undefined)).intact).toBe(true);
  expect(await verifyAudit(file, { seq: 7, hash: "0".repeat(64) })).toMatchObject({
    fault: { what: "changed", record: 7 },
  });
});

const change = fc.record({
  how: fc.constantFrom("byte", "remove", "swap", "double", "cut", "insert"),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  bit: fc.integer({ min: 0, max: 7 }),
});

/** The log with one thing done to it. */
function tampered(data: Buffer, { how, at, bit }: { how: string; at: number; bit: number }): Buffer {
  if (how === "byte") {
    const copy = Buffer.from(data);
    const place = Math.floor(at * data.length);
    copy[place] = (copy[place] ?? 0) ^ (1 << bit);
    return copy;
  }
  if (how === "cut") return data.subarray(0, Math.floor(at * data.length));
  const lines = data.toString("utf8").split("\n").slice(0, -1);
  const i = Math.floor(at * lines.length);
  const [line = "", next = ""] = [lines[i], lines[i + 1]];
  if (how === "remove") lines.splice(i, 1);
  if (how === "double") lines.splice(i, 0, line);
  if (how === "insert") lines.splice(i, 0, '{"phase":"end"}');
  if (how === "swap" && next !== "") lines.splice(i, 2, next, line);
  return Buffer.from(lines.map((text) => `${text}\n`).join(""));
}

test("any byte changed, any record removed, doubled, put in or swapped, any end cut off is found", async () => {
  const file = await logged(17);
  const files = [...(await sealedOf(file)), file];
  for (const sealed of files) await chmod(sealed, 0o600);
  const originals = await Promise.all(files.map((name) => readFile(name)));
  await fc.assert(
    fc.asyncProperty(fc.nat(files.length - 1), change, async (which, what) => {
      const [name = "", before = Buffer.alloc(0)] = [files[which], originals[which]];
      const after = tampered(before, what);
      fc.pre(!after.equals(before));
      await writeFile(name, after);
      const { intact, fault } = await verifyAudit(file);
      await writeFile(name, before);
      expect([intact, fault === null]).toEqual([false, false]);
    }),
    { numRuns: 400 },
  );
  expect((await verifyAudit(file)).intact).toBe(true);
}, 120_000);

test.each([
  {
    what: "changed",
    record: 5,
    tamper: (lines: string[]) => lines.splice(4, 1, String(lines[4]).replace("call-4", "call-9")),
  },
  { what: "missing", record: 5, tamper: (lines: string[]) => lines.splice(4, 1) },
  { what: "missing", record: 6, tamper: (lines: string[]) => lines.splice(5, 2, String(lines[6]), String(lines[5])) },
  { what: "reordered", record: 3, tamper: (lines: string[]) => lines.splice(3, 0, String(lines[2])) },
  { what: "missing", record: 7, tamper: (lines: string[]) => lines.splice(6, 99) },
])("the first record that is $what is named: $record", async ({ what, record: seq, tamper }) => {
  const file = path.join(temporaryFolder(), "audit.jsonl");
  const sink = fileSink(file);
  for (let n = 0; n < 9; n++) await sink(record(n));
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  tamper(lines);
  await writeFile(file, `${lines.join("\n")}\n`);
  expect(await verifyAudit(file)).toMatchObject({ intact: false, fault: { what, record: seq } });
});

test("a whole segment, the whole log or the head file that is gone is missed, and going on does not heal it", async () => {
  const file = await logged(17);
  const [first = ""] = await sealedOf(file);
  await rm(first);
  expect(await verifyAudit(file)).toMatchObject({ fault: { what: "missing", record: 1 } });
  const gone = path.join(temporaryFolder(), "audit.jsonl");
  await fileSink(gone)(record(1));
  await rm(gone);
  await fileSink(gone)(record(2));
  expect(await verifyAudit(gone)).toMatchObject({ fault: { what: "missing", record: 1 } });
  const headless = await logged(2);
  await rm(`${headless}.head`);
  expect(await verifyAudit(headless)).toMatchObject({ fault: { what: "missing" } });
});

test("a log of before the chain goes on, and its lines are vouched for", async () => {
  const file = path.join(temporaryFolder(), "audit.jsonl");
  const old = '{"time":"2026-11-01T00:00:00Z","phase":"begin"}\n{"phase":"end"}\n{"cut in ha';
  await writeFile(file, old);
  await logged(3, file);
  expect(await verifyAudit(file)).toMatchObject({ intact: true, records: 3, unchained: old.length + 1 });
  await appendFile(file, '{"phase":"begin","half');
  await logged(2, file);
  expect(await verifyAudit(file)).toMatchObject({ intact: true, records: 5 });
  await writeFile(file, (await readFile(file, "utf8")).replace("2026-11-01", "2026-11-02"));
  expect(await verifyAudit(file)).toMatchObject({ fault: { what: "changed", record: 1 } });
});
