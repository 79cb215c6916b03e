import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { checkCoverage } from "../../src/operations/check-coverage.ts";
import { libraryOf, temporaryFolder } from "../ingest/fixture.ts";

async function check(files: Record<string, string>, names = Object.keys(files)) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  const runbooks = await libraryOf({ "runbooks/disk.md": "# Disk is full\n\nDelete old logs.\n" });
  const context = { runbooks, signal: AbortSignal.timeout(20_000) };
  return checkCoverage.handler(
    { files: names.map((name) => path.join(folder, name)), format: "text" },
    context as never,
  );
}

const RULES = `groups:
  - name: disk
    rules:
      - record: x
        expr: up
      - alert: DiskFull
        expr: x > 1
        annotations: { runbook_url: "https://ops.example.com/runbooks/disk.md" }
      - alert: LicenseExpires
        expr: x > 1
`;

test("rule files are checked with the line of each alert, several at once", async () => {
  const manifest = `kind: PrometheusRule\nspec:\n  ${RULES.replaceAll("\n", "\n  ").replaceAll("DiskFull", "DiskFuller")}`;
  const { alerts, gaps } = await check({ "a.yaml": RULES, "b.yaml": manifest });
  expect(alerts.map(({ name, status, line }) => [name, status, line])).toEqual([
    ["DiskFull", "linked", 6],
    ["DiskFuller", "linked", 8],
    ["LicenseExpires", "none", 9],
  ]);
  expect(gaps).toBe(1);
});

test("what is no rule file is named, in one line, with what it should hold", async () => {
  const broken = check({ "bad.yaml": "groups:\n - name: x\n   rules: {a: [}\n" });
  await expect(broken).rejects.toMatchObject({
    kind: "input",
    message: expect.stringMatching(/bad\.yaml is no rule file: [^\n]+$/),
    hint: expect.stringContaining("PrometheusRule"),
  });
  await expect(check({ "empty.yaml": "{}" })).rejects.toMatchObject({ message: "No alert rule was found." });
  await expect(check({}, ["gone.yaml"])).rejects.toMatchObject({ message: expect.stringContaining("ENOENT") });
});
