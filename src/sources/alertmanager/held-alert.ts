import { z } from "zod";
import { tellsOfFault } from "../../core/alert-target.ts";
import { malformed } from "../../core/missing.ts";
import { redact } from "../../core/redact/redact.ts";
import { clean } from "../../core/untrusted.ts";
import type { HeldAlert, HeldAlerts } from "./reader.ts";

const Text = z.record(z.string(), z.string()).catch({}).default({});
const Ids = z.array(z.string()).catch([]).default([]);

/** One item of GET /api/v2/alerts. */
const ApiAlert = z.object({
  labels: Text,
  annotations: Text,
  startsAt: z.string().nullable().catch(null).default(null),
  fingerprint: z.string().catch("").default(""),
  generatorURL: z.string().catch("").default(""),
  status: z
    .object({ state: z.string().catch("active"), silencedBy: Ids, inhibitedBy: Ids })
    .catch({ state: "active", silencedBy: [], inhibitedBy: [] }),
});

/** The alerts in an answer. What is not an alert is missing. */
export function heldAlerts(items: readonly unknown[]): HeldAlerts {
  const read = items.flatMap((item) => ApiAlert.safeParse(item).data ?? []);
  const named = read.filter(({ labels }) => labels.alertname);
  return {
    alerts: named.map(held).filter(tellsOfFault),
    missing: malformed("alerts", items.length - named.length, items.length),
  };
}

function held({
  labels,
  annotations,
  startsAt,
  fingerprint,
  status,
  generatorURL,
}: z.output<typeof ApiAlert>): HeldAlert {
  const safe = cleaned(labels, 300);
  return {
    name: safe.alertname ?? "",
    state: status.state === "suppressed" ? "suppressed" : "firing",
    labels: safe,
    annotations: cleaned(annotations, 2000),
    startsAt,
    fingerprint,
    mutedBy: [...status.silencedBy, ...status.inhibitedBy],
    generatorUrl: generatorURL,
  };
}

function cleaned(texts: Record<string, string>, max: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts)
      .slice(0, 60)
      .map(([name, text]) => [name, redact(clean(text)).slice(0, max)]),
  );
}
