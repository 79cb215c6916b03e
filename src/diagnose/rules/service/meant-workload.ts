import { editDistance } from "../../../core/edit-distance.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The workload that no Service selects and that is named like this one, or differs from its selector in one label. */
export function meantBy(situation: Situation, service: Service): WorkloadView | undefined {
  const { name, namespace = "" } = service.metadata;
  const selector = Object.entries(service.spec?.selector ?? {});
  const free = situation.workloads.filter(
    (workload) =>
      workload.ref.namespace === namespace &&
      !["Job", "CronJob"].includes(workload.ref.kind) &&
      situation.services(workload).length === 0,
  );
  const named = free.find(({ ref }) => ref.name === name) ?? free.find(({ ref }) => isVariant(ref.name, name));
  if (named) return named;
  return free.find(({ template }) => {
    const labels = template.metadata?.labels ?? {};
    const wrong = selector.filter(([key, value]) => labels[key] !== value);
    return (
      wrong.length === 1 &&
      (selector.length > 1 || wrong.some(([key, value]) => editDistance(value, labels[key] ?? "") <= 2))
    );
  });
}

/** `ledger-v1` for `ledger`: a version or a role, and not another program such as `ledger-exporter`. */
function isVariant(workload: string, service: string): boolean {
  const suffix = workload.startsWith(`${service}-`) ? workload.slice(service.length + 1) : undefined;
  return suffix !== undefined && /^(?:v?\d[\w.]*|deploy(?:ment)?|server|api|app|main|primary|stable)$/.test(suffix);
}
