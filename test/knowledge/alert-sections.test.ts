import { expect, test } from "vitest";
import { citationOf, isClaim } from "../../src/core/passage.ts";
import { libraryOf } from "../ingest/fixture.ts";

const OTHERS = {
  "runbooks/dns.md": "# Name lookups fail\n\nCoreDNS answers SERVFAIL when its upstream is gone.\n",
  "runbooks/disk.md": "# Disk is full\n\nDelete old logs or grow the volume.\n",
};
const DELETE = "Run `kubectl delete pod -n mail -l app=relay` and wait until the queue drains.";

test.each([
  ["an alert", "LedgerReplicaLate"],
  ["words", "Ledger replica late"],
])("a heading without text, %s, is not answered with the section above", async (_, name) => {
  const library = await libraryOf({
    ...OTHERS,
    "runbooks/alerts.md": `# Alerts\n\n## MailRelayStuck\n\n${DELETE}\n\n## ${name}\n\n## SearchIndexOld\n\nRebuild the index.\n`,
  });
  const { coverage, passages } = await library.search(name);
  expect(isClaim(coverage)).toBe(false);
  expect(passages[0]).toMatchObject({ heading: name, lines: [7, 7], text: `## ${name}` });
});

test("the last heading of a document, and one above a picture or a comment alone, are without text too", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "runbooks/alerts.md": `# Alerts\n\n## MailRelayStuck\n\n${DELETE}\n\n## LedgerReplicaLate\n\n<!-- to be written -->\n![](ledger.png)\n\n## SearchIndexOld\n`,
  });
  for (const name of ["LedgerReplicaLate", "SearchIndexOld"]) {
    const { coverage, passages } = await library.search({ alerts: [name] });
    expect(isClaim(coverage)).toBe(false);
    for (const { text } of passages.slice(0, 1)) expect(text).not.toContain("kubectl delete");
  }
});

test("a runbook that is not written yet covers nothing", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "runbooks/LedgerReplicaLate.md": "# LedgerReplicaLate\n\n## Meaning\n\n## Impact\n\n## Mitigation\n",
  });
  expect(isClaim((await library.search("LedgerReplicaLate")).coverage)).toBe(false);
});

test("short sections of several alerts have a citation each", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "runbooks/alerts.md": `# Alerts\n\n## MailRelayStuck\n\n${DELETE}\n\n## LedgerReplicaLate\n\n### Meaning\n\nThe replica lags.\n\n### Steps\n\nAsk for the lag.\n\n## SearchIndexOld\n\nRebuild the index.\n`,
  });
  const found = await Promise.all(
    ["MailRelayStuck", "LedgerReplicaLate", "SearchIndexOld"].map(async (alert) => {
      const { coverage, passages } = await library.search({ alerts: [alert] });
      return [coverage, passages[0] && citationOf(passages[0])];
    }),
  );
  expect(found).toEqual([
    ["runbook", "runbooks/alerts.md#L3-L5"],
    ["runbook", "runbooks/alerts.md#L7-L15"],
    ["runbook", "runbooks/alerts.md#L17-L19"],
  ]);
});

test("an alert's own heading is its runbook, wherever the document lies", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "platform/storage.md":
      "# Storage\n\n## Classes\n\nThere are two: fast and slow.\n\n## LedgerReplicaLate\n\nAsk for the lag.\n",
  });
  for (const query of ["LedgerReplicaLate", { alerts: ["LedgerReplicaLate"] }]) {
    const { coverage, passages } = await library.search(query);
    expect([coverage, passages[0]?.heading]).toEqual(["runbook", "LedgerReplicaLate"]);
  }
  const { passages } = await library.search({ alerts: ["LedgerReplicaLate"], kinds: ["runbook"] });
  expect(passages[0]).toMatchObject({ path: "platform/storage.md", heading: "LedgerReplicaLate", kind: "runbook" });
});

test("a postmortem with an alert's heading says what happened, and is no runbook", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "postmortems/ledger.md": "# The ledger was late\n\n## LedgerReplicaLate\n\nIt fired at 02:10.\n",
  });
  expect((await library.search("LedgerReplicaLate")).coverage).not.toBe("runbook");
  const { passages } = await library.search({ alerts: ["LedgerReplicaLate"], kinds: ["runbook"] });
  expect(passages.map(({ path }) => path)).not.toContain("postmortems/ledger.md");
});

test("a runbook of which one section is not written yet still covers its alert, with a section that is written", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "runbooks/LedgerReplicaLate.md":
      "---\ntitle: Ledger Replica Late\n---\n# LedgerReplicaLate\n\n## Meaning\n\nThe replica lags far behind what the primary has written.\n\n## Diagnosis\n\nAsk the primary for the lag of each of its replicas, then read their logs.\n\n## Mitigation\n",
  });
  const { coverage, passages } = await library.search("LedgerReplicaLate");
  expect(coverage).toBe("runbook");
  expect(passages[0]?.bare).toBeUndefined();
});

test("a manual about a kind of object is no runbook because a sentence names the kind", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "manual/network-load-balancers.md": "# Network load balancers\n\nThey spread connections over the nodes.\n",
  });
  const { passages } = await library.search(
    "the NetworkLoadBalancers of the old account are drained one by one this week",
  );
  expect(passages.find(({ path }) => path.startsWith("manual"))?.kind).toBe("doc");
});
