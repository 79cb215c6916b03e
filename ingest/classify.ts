import path from "node:path";
import { z } from "zod";
import type { DocumentKind } from "../src/core/passage.ts";
import { oneLine } from "../src/core/untrusted.ts";
import { alertOf } from "./alert-heading.ts";
import type { Parsed } from "./parse.ts";

/** What a document is about, from its front matter, its names and its text. */
export interface Facts {
  title: string;
  kind: DocumentKind;
  alerts: string[];
  services: string[];
  labels: string[];
  openActions: number;
}

const MAX_NAMES = 200;

export function classify(document: string, folder: string, parsed: Parsed, text: string): Facts {
  const { meta, sections } = parsed;
  const headings = sections.flatMap(({ headings }) => headings.at(-1) ?? []);
  const kind = kindOf(meta, `${path.basename(folder)}/${document}`, headings);
  return {
    title: oneLine(wordsOf(meta.title)[0] ?? parsed.heading ?? path.basename(document).replace(/\.[^.]+$/, ""), 200),
    kind,
    alerts: names([
      ...alertsOf(meta),
      ...sections.flatMap(({ headings, bare }) => (bare ? [] : (alertOf(headings) ?? []))),
    ]),
    services: names([
      ...metaNames(meta, "service", "services", "component", "app"),
      ...matches(text, OBJECT),
      ...matches(text, NAMESPACE),
    ]),
    labels: names(metaNames(meta, "labels", "tags", "severity", "team", "owner")),
    openActions: kind === "postmortem" ? parsed.openTasks : 0,
  };
}

const SAYS: readonly (readonly [DocumentKind, RegExp])[] = [
  ["postmortem", /post-?mortem|incident[-_ ]?(report|review)s?|retrospective/i],
  ["runbook", /run-?books?|play-?books?|troubleshoot|\balerts?\b|\bsops?\b|how-?to/i],
];

/**
 * The kind that the document gives itself, else the one its path speaks of, else the one its headings are typical of. What is
 * written for an alert is a runbook.
 */
function kindOf(meta: Parsed["meta"], name: string, headings: readonly string[]): DocumentKind {
  const said = metaNames(meta, "kind", "type", "doc_type", "category").join(" ");
  const words = (text: string) => text.replaceAll("_", "-");
  for (const text of [said, words(name)]) for (const [kind, pattern] of SAYS) if (pattern.test(text)) return kind;
  const has = (pattern: RegExp) => headings.some((heading) => pattern.test(heading));
  if (has(/root causes?|contributing factors?/i) && has(/action items?|timeline|lessons|what went/i))
    return "postmortem";
  if (alertsOf(meta).length > 0) return "runbook";
  if (has(/^(mitigations?|diagnosis|remediations?|resolutions?|symptoms?|escalations?)\b/i)) return "runbook";
  return "doc";
}

/** `deploy/payments-api` and its like in kubectl commands. */
const OBJECT =
  /\b(?:deploy(?:ment)?s?|statefulsets?|sts|daemonsets?|ds|svc|services?|cronjobs?)\/([a-z0-9](?:[-a-z0-9]{1,60}[a-z0-9]))/g;
const NAMESPACE = /\bkubectl\b[^\n|;]{0,300}?\s(?:-n|--namespace)[ =]([a-z0-9][-a-z0-9]{1,60}[a-z0-9])/g;

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

/** Scalars and lists of scalars; a string may hold several, separated by commas. */
const Words = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);

function wordsOf(value: unknown): string[] {
  const words = Words.safeParse(value);
  return words.success ? [words.data].flat().map(String) : [];
}

function alertsOf(meta: Parsed["meta"]): string[] {
  return metaNames(meta, "alert", "alerts", "alertname");
}

function metaNames(meta: Parsed["meta"], ...keys: string[]): string[] {
  return keys.flatMap((key) => wordsOf(meta[key]).flatMap((text) => text.split(",")));
}

function names(found: readonly string[]): string[] {
  const clean = found.map((name) => oneLine(name, 100)).filter(Boolean);
  return [...new Set(clean)].slice(0, MAX_NAMES);
}
