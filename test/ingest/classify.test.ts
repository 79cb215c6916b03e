import { expect, test } from "vitest";
import { classify } from "../../ingest/classify.ts";
import { parse } from "../../ingest/parse.ts";

async function facts(path: string, text: string, folder = "/srv/docs") {
  return classify(path, folder, await parse(text.split("\n"), new AbortController().signal), text);
}

test("front matter decides before anything else", async () => {
  const text =
    "---\ntitle: Payments out of memory\nkind: runbook\nalerts: PaymentsOom, PaymentsDown\nservice: payments\ntags: [sev1]\n---\n# Other\n";
  expect(await facts("postmortems/x.md", text)).toMatchObject({
    title: "Payments out of memory",
    kind: "runbook",
    alerts: ["PaymentsOom", "PaymentsDown"],
    services: ["payments"],
    labels: ["sev1"],
  });
});

test.each([
  ["postmortems/2026-03-14-memory.md", "# March", "postmortem"],
  ["team/incident_review_12.md", "# Review", "postmortem"],
  ["runbooks/disk.md", "# Disk", "runbook"],
  ["a.md", "# A\n\n## Timeline\n\nx\n\n## Root cause\n\ny", "postmortem"],
  ["a.md", "# A\n\n## Diagnosis\n\nx\n\n## Mitigation\n\ny", "runbook"],
  ["a.md", "---\nalert: PaymentsDown\n---\n# A\n\nx", "runbook"],
  ["concepts/a.md", "# Architecture\n\nHow it is built.", "doc"],
  ["api.md", "# API\n\n## RemediationStrategy\n\nIts fields.\n\n## MachineSet\n", "doc"],
])("%s is told by its path or its headings", async (path, text, kind) => {
  expect((await facts(path, text)).kind).toBe(kind);
});

test("the folder that was ingested counts as part of the path", async () => {
  expect((await facts("disk.md", "# Disk", "/srv/runbooks")).kind).toBe("runbook");
});

test("alerts are found in front matter and headings, not where one is only mentioned; services in commands", async () => {
  const text =
    "---\nalerts: [PaymentsDown]\n---\n# Errors\n\n## KubePodCrashLooping\n\n```yaml\n- alert: PaymentsSlow\n```\n\n```sh\nkubectl -n shop rollout undo deploy/payments-api\n```\n\n## Next steps\n";
  expect(await facts("a.md", text)).toMatchObject({
    alerts: ["PaymentsDown", "KubePodCrashLooping"],
    services: ["payments-api", "shop"],
  });
});

test.each([
  ["Alert: DiskFull", ["DiskFull"]],
  ["2. DiskFull (critical)", ["DiskFull"]],
  ["`DiskFull` alert", ["DiskFull"]],
  ["DiskFull [deprecated]", []],
  ["Why DiskFull fires", []],
])("a heading %j names the alerts %j", async (heading, alerts) => {
  expect((await facts("a.md", `# Storage\n\n## ${heading}\n\ntext\n`)).alerts).toEqual(alerts);
});

test("open actions are those of postmortems", async () => {
  const text = "# A\n\n- [ ] alert earlier\n- [x] done\n";
  expect((await facts("postmortems/a.md", text)).openActions).toBe(1);
  expect((await facts("runbooks/a.md", text)).openActions).toBe(0);
});
