import { mkdir, readFile, writeFile } from "node:fs/promises";
import type { Family, Rule } from "../src/diagnose/rule.ts";
import { RULES } from "../src/diagnose/rules/index.ts";
import { SLICES } from "../src/sources/index.ts";
import { schemas } from "./schemas.ts";
import { settingsPage } from "./settings.ts";
import { ALL_TOOLS, toolsPage, withTools } from "./tools.ts";
import { withTranscript } from "./transcript.ts";

const FAMILIES: Record<Family, string> = {
  admission: "A pod or object is refused before it exists.",
  scheduling: "A pod exists and fits on no node.",
  startup: "A pod has a node and its containers do not start.",
  probes: "Containers run but fail the kubelet's probes.",
  runtime: "Containers exit, or their logs tell why they will.",
  dependency: "A program cannot use another one that it needs.",
  service: "Requests do not reach the program they are for.",
  storage: "Volumes and claims.",
  node: "The machine underneath.",
  "control-plane": "What runs the cluster itself.",
  performance: "Slow, failing, near a limit: what metrics say.",
  resource: "What the controllers of custom resources say of them.",
  change: "What changed, and what is wrong without a known cause.",
};

/** Every code that an answer can hold, by family: what it means, what it rests on, what to do. */
export function findingsPage(rules: readonly Rule[]): string {
  const byFamily = Map.groupBy(rules, ({ family }) => family);
  const sections = (Object.keys(FAMILIES) as Family[]).map((family) => section(family, byFamily.get(family) ?? []));
  return [
    "# Findings",
    "",
    "Written by `npm run gen` from the rules in `src/diagnose/rules`; do not edit.",
    "",
    `${rules.length} codes. A *cause* says why, precisely enough to act; a *symptom* says that something is wrong, and comes first only`,
    "where no finding explains it. Codes are public: they do not change their meaning. *Noticed* is what is wrong without visible",
    "harm: it is listed after what does harm, and counts as harm once it explains a harmful symptom. How often the codes are right,",
    "on our faults and on those that others made, is in the README and in [scenarios.md](scenarios.md).",
    "",
    ...sections,
  ].join("\n");
}

function section(family: Family, rules: readonly Rule[]): string {
  const sorted = rules.toSorted((a, b) => a.code.localeCompare(b.code));
  return [`## ${family}`, "", FAMILIES[family], "", ...sorted.map(entry)].join("\n");
}

function entry({ code, role, severity, tier, meaning, needs, remedy, disproof, alerts }: Rule): string {
  return [
    `### ${code}`,
    "",
    `${meaning} (${[role, severity, ...(tier === "noticed" ? [tier] : [])].join(", ")})`,
    "",
    `- Based on: ${needs}`,
    `- What to do: ${remedy}`,
    `- Wrong if: ${disproof}`,
    ...(alerts ? [`- Alerts for the same: ${alerts.join(", ")}`] : []),
    "",
  ].join("\n");
}

async function update(file: string, page: string): Promise<void> {
  const known = await readFile(file, "utf8").catch(() => "");
  if (page !== known) await writeFile(file, page);
  console.log(`${file}: ${page === known ? "as it was" : "written"}`);
}

if (process.argv[1]?.endsWith("generate.ts")) {
  await update("docs/findings.md", findingsPage(RULES));
  await update("docs/settings.md", settingsPage(SLICES));
  await update("docs/tools.md", toolsPage(ALL_TOOLS));
  await mkdir("docs/schemas", { recursive: true });
  for (const [name, schema] of schemas(ALL_TOOLS)) await update(`docs/schemas/${name}`, schema);
  await update("README.md", withTools(await withTranscript(await readFile("README.md", "utf8")), ALL_TOOLS));
}
