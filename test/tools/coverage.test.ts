import { expect, test } from "vitest";
import { type CoveredAlert, coverageOf } from "../../src/tools/coverage/coverage.ts";
import { formatted } from "../../src/tools/coverage/formats.ts";
import { alertsIn, type KnownAlert } from "../../src/tools/coverage/known-alert.ts";
import { renderCoverage } from "../../src/tools/coverage/render.ts";
import { libraryOf } from "../ingest/fixture.ts";

const SITE = "https://github.com/acme/ops/blob/main/runbooks";
const DOCUMENTS = {
  "runbooks/queue-backlog.md":
    "# Queue backlog\n\nMessages queue up. Scale the consumers.\n\n## Poison message\n\nMove it away.\n",
  "runbooks/crash.md": "---\nalerts: [PodCrashes]\n---\n# Pods crash\n\nRead the last log.\n",
  "runbooks/disk.md": "# Disk is full\n\nDelete old logs.\n",
  "runbooks/general.md": "# General\n\nCall the team.\n",
};

function alert(name: string, annotations: Record<string, string> = {}): KnownAlert {
  return { name, annotations, from: "rules/shop.yaml", line: 7 };
}

async function covered(...alerts: KnownAlert[]) {
  return coverageOf(alerts, await libraryOf(DOCUMENTS), AbortSignal.timeout(20_000));
}

test.each<[string, KnownAlert, Partial<CoveredAlert>]>([
  [
    "a link to a section is followed offline",
    alert("QueueBacklog", { runbook_url: `${SITE}/queue-backlog.md#poison-message` }),
    { status: "linked" },
  ],
  [
    "a template that stands for the alert's name is filled in",
    alert("disk", { runbook_url: `${SITE}/{{ $labels.alertname }}.md` }),
    { status: "linked", runbook: "runbooks/disk.md" },
  ],
  ["a document whose front matter names the alert is its runbook", alert("PodCrashes"), { status: "named" }],
  [
    "a link beside the others' that leads nowhere is dead",
    alert("QueueStuck", { runbook_url: `${SITE}/queue-stuck.md`, summary: "messages queue up" }),
    { status: "dead-link", runbook: null },
  ],
  [
    "an anchor without a heading is dead",
    alert("QueueLate", { runbook_url: `${SITE}/queue-backlog.md#gone` }),
    { status: "dead-anchor" },
  ],
  [
    "a link out of what is indexed cannot be judged",
    alert("MailBounces", { runbook_url: "https://wiki.example.org/mail" }),
    { status: "elsewhere" },
  ],
  ["an alert that nothing speaks of has none", alert("LicenseExpires"), { status: "none" }],
])("%s", async (_, one, expected) => {
  const anchor = alert("Anchor", { runbook_url: `${SITE}/general.md` });
  const { alerts } = await covered(anchor, one);
  expect(alerts.find(({ name }) => name === one.name)).toMatchObject(expected);
});

test("runbooks that no alert leads to, and one page for everything, are told", async () => {
  const general = ["A", "B", "C", "D"].map((name) => alert(`${name}Fails`, { runbook: `${SITE}/general.md` }));
  const found = await covered(...general);
  expect(found.unreached).toEqual(["runbooks/crash.md", "runbooks/disk.md", "runbooks/queue-backlog.md"]);
  expect(found.shared).toEqual([{ path: "runbooks/general.md", alerts: ["AFails", "BFails", "CFails", "DFails"] }]);
});

test("a rule file and a PrometheusRule hold the same alerts; recording rules are none", () => {
  const groups = [{ name: "g", rules: [{ record: "x", expr: "up" }, { alert: "Down", expr: "up == 0" }, "no rule"] }];
  const expected = [{ name: "Down", annotations: {}, from: "f" }];
  expect(alertsIn({ groups }, "f")).toEqual(expected);
  expect(alertsIn({ kind: "PrometheusRule", spec: { groups } }, "f")).toEqual(expected);
  expect(alertsIn("something else", "f")).toEqual([]);
});

test("a gap is an annotation at its line, a result of SARIF, and a line with what would close it", async () => {
  const link = alert("Anchor", { runbook_url: `${SITE}/general.md` });
  const stuck = alert("QueueBacklogGrows", { runbook_url: `${SITE}/queue.md`, summary: "queue backlog" });
  const coverage = { ...(await covered(link, stuck)), omitted: [] };
  expect(formatted(coverage, "github")).toMatch(/^::warning file=rules\/shop\.yaml,line=7::QueueBacklogGrows: /);
  const { runs } = JSON.parse(formatted(coverage, "sarif"));
  expect(runs[0].results).toMatchObject([
    { ruleId: "dead-link", locations: [{ physicalLocation: { region: { startLine: 7 } } }] },
  ]);
  expect(renderCoverage(coverage)).toMatch(/^1 of 2 alerts have a runbook, 0 without, 1 dead links/);
});
