import type { Rule } from "../src/diagnose/rule.ts";
import { RULES } from "../src/diagnose/rules/index.ts";

/** docs/findings.md: every code with what it means, what it needs and what to do, by family. */
export function findingsPage(): string {
  const families = Map.groupBy(RULES, ({ family }) => family);
  const sections = [...families].map(([family, rules]) =>
    [`## ${family}`, ...rules.toSorted((a, b) => a.code.localeCompare(b.code)).map(entry)].join("\n\n"),
  );
  const head = `# Findings

${RULES.length} codes. Generated from the rules by \`npm run gen\`; codes are public interface.

A **cause** says why, precisely enough to act. A **symptom** says that something is wrong; without a cause above it, it is reported
as unexplained. A *dependent* cause is often the effect of another one on the same object or on what it depends on, and goes under it then.`;
  return `${[head, ...sections].join("\n\n")}\n`;
}

function entry({ code, role, dependent, severity, meaning, needs, remedy, disproof }: Rule): string {
  return `### ${code}

${meaning}

- ${dependent ? "dependent " : ""}${role}, ${severity}
- evidence: ${needs}
- to do: ${remedy}
- wrong if: ${disproof}`;
}
