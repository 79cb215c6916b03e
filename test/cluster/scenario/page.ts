import { listOf, type Scenario } from "./schema.ts";
import { type Score, table } from "./score.ts";

/** `docs/scenarios.md`: the last live run of every scenario, and which of the recorded cases come out right now. */
export function page(scenarios: readonly Scenario[], scores: readonly Score[], again: ReadonlySet<string>): string {
  const missing = scenarios.filter(({ name }) => !scores.some(({ scenario }) => scenario.name === name));
  return [
    "# Scenarios",
    "",
    "Each scenario breaks a real cluster (`test/cluster`) in one way, or leaves it healthy in a way that misleads, and asks",
    "sitrep an engineer's question. A row is the scenario's last run. `npm run cluster:scenarios` runs all of them on one",
    "machine and writes this page; with names or families after `--`, those only.",
    "",
    "*Object right*: the first root cause names the object that was broken. *Cause right*: its code says what is wrong with it",
    "too. *Symptom blamed*: what only suffers came first. *Case right*: both, when the case that was recorded right after is",
    "asked by the version that wrote this page; where it is and the live answer was not, a rule has been fixed since.",
    "*s*: from the command to the answer, Node's start included, while other scenarios run on the same cores. *Tokens*: the",
    "complete structured answer.",
    "",
    "These faults are our own. On faults that others made sitrep is right less often: the README has the figures.",
    "",
    table(scores, again),
    ...(missing.length > 0 ? ["", `Not run: ${missing.map(({ name }) => name).join(", ")}.`] : []),
    ...wrong(scores),
    "",
  ].join("\n");
}

function wrong(scores: readonly Score[]): string[] {
  const rows = scores
    .filter(({ cause }) => !cause)
    .map((it) => `- ${it.scenario.name}: ${it.said}, right is ${right(it)}`);
  return rows.length === 0 ? [] : ["", "## Wrong", "", ...rows];
}

function right({ scenario: { expected } }: Score): string {
  if ("verdict" in expected) return listOf(expected.verdict).join(" or ");
  const objects = listOf(expected.object).map(({ kind, name }) => `${kind}/${name}`);
  return `${listOf(expected.code).join(" or ")} of ${objects.join(" or ")}`;
}
