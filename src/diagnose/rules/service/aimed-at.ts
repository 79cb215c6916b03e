import type { Step } from "../../../core/finding.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import { change } from "../../rule.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { selectorText } from "./users.ts";

/** The same labels with the values of the workload that is meant, where it has them all. */
export function aimedAt({ template }: WorkloadView, { metadata, spec }: Service): Step[] {
  const labels = template.metadata?.labels ?? {};
  const keys = Object.keys(spec?.selector ?? {});
  if (!keys.every((key) => labels[key] !== undefined)) return [];
  const selector = selectorText(Object.fromEntries(keys.map((key) => [key, labels[key] ?? ""])));
  return [
    change("Select its pods", `kubectl -n ${metadata.namespace} set selector svc/${metadata.name} '${selector}'`),
  ];
}
