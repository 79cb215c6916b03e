import { editDistance } from "../../../core/edit-distance.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The workload that no Service selects and that is named like this one, or differs from its selector in one label. */
export function meantBy(situation: Situation, service: Service): WorkloadView | undefined {
  return alike(
    service,
    besides(situation, service).filter((workload) => situation.services(workload).length === 0),
  );
}

/** As `meantBy`, of the workloads that another Service selects. */
export function takenBy(situation: Situation, service: Service): WorkloadView | undefined {
  return alike(
    service,
    besides(situation, service).filter((workload) => situation.services(workload).length > 0),
  );
}

function besides(situation: Situation, { metadata }: Service): WorkloadView[] {
  return situation.workloads.filter(
    ({ ref }) => ref.namespace === metadata.namespace && !["Job", "CronJob"].includes(ref.kind),
  );
}

function alike({ metadata: { name }, spec }: Service, workloads: readonly WorkloadView[]): WorkloadView | undefined {
  const selector = Object.entries(spec?.selector ?? {});
  const named =
    workloads.find(({ ref }) => ref.name === name) ?? workloads.find(({ ref }) => isVariant(ref.name, name));
  if (named) return named;
  return workloads.find(({ template }) => {
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

/** It has a selector, and neither a pod, a workload nor an endpoint is behind it. */
export function selectsNothing(situation: Situation, service: Service): boolean {
  const { selector = {}, type } = service.spec ?? {};
  if (Object.keys(selector).length === 0 || type === "ExternalName") return false;
  const { ready, notReady, selected } = situation.backends(service);
  return ready + notReady + selected.length === 0 && situation.behind(service).length === 0;
}
