import { expect, test } from "vitest";
import { temporaryFolder, write } from "../ingest/fixture.ts";
import { sitrep } from "./run.ts";

const DISK = `# Disk full

The volume of a database has no space left.

## Delete old logs

${"Look for rotated logs below /var/log and delete those older than a week. ".repeat(8)}

## Grow the volume

${"Edit the size in the claim and wait until the file system has grown. ".repeat(8)}
`;
const CERTIFICATE = "# Certificate expired\n\nRenew the certificate of the gateway with cert-manager.\n";
const QUESTIONS = `
- question: disk full on the database volume, delete old rotated logs
  expected: disk.md#delete-old-logs
- question: gateway certificate expired
  expected: [nowhere.md, sub/certificate.md]
- question: grow the volume
  expected: sub/certificate.md
- question: the office printer is on fire
  expected: none
- question: who waters the plants
  expected: none
- question: not written yet
  expected: future.md
`;

async function team() {
  const home = await write(temporaryFolder(), {
    "docs/disk.md": DISK,
    "docs/sub/certificate.md": CERTIFICATE,
    "questions.yaml": QUESTIONS,
  });
  const flags = ["--runbooks", "docs", "--index", "index", "--audit", "off"];
  expect((await sitrep(home, ...flags, "ingest")).code).toBe(0);
  return { home, run: (...words: string[]) => sitrep(home, ...flags, ...words) };
}

test("a team's questions are counted by document, by section and by claim, and what was wrong is named", async () => {
  const { run } = await team();
  const { code, out, err } = await run("eval", "retrieval", "questions.yaml", "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out)).toMatchObject({
    covered: { asked: 3, first: 2 },
    sections: { asked: 1, first: 1 },
    uncovered: 2,
    notIndexed: [expect.stringContaining("future.md")],
    proposed: { false: 0 },
  });
  const text = (await run("eval", "retrieval", "questions.yaml")).out;
  expect(text).toMatch(/covered by a document {2}3: right one first 2 of 3 \(67 %\)/);
  expect(text).toMatch(/not right\n {2}grow the volume: disk\.md/);
  expect(text).toMatch(/not indexed\n {2}not written yet: future\.md/);
});

test("the proposed threshold is used once it is set", async () => {
  const { home, run } = await team();
  const proposal = /SITREP_CLAIM_FROM=(\S+)/.exec((await run("eval", "retrieval", "questions.yaml")).out)?.[1];
  await write(home, { "sitrep.yaml": `claimFrom: ${proposal}\n` });
  const { now, proposed } = JSON.parse((await run("eval", "retrieval", "questions.yaml", "--json")).out);
  expect(now).toEqual(proposed);
  await write(home, { "sitrep.yaml": "claimFrom: 1\n" });
  const careful = JSON.parse((await run("search", "certificate expired", "--json")).out);
  expect(careful).toMatchObject({ coverage: "related", passages: [{ path: "sub/certificate.md" }] });
});

test("a file that is not there, or is wrong, is one clear error", async () => {
  const { home, run } = await team();
  const missing = await run("eval", "retrieval", "nowhere.yaml");
  expect(missing).toMatchObject({ code: 2, out: "", err: expect.stringContaining("nowhere.yaml") });
  await write(home, { "bad.jsonl": "{}\n" });
  const bad = await run("eval", "retrieval", "bad.jsonl");
  expect(bad).toMatchObject({ code: 2, out: "", err: expect.stringContaining("line 1: question") });
});
