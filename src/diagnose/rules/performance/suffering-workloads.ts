import type { Evidence } from "../../../core/evidence.ts";
import { cite } from "../../cite.ts";
import { failing, slow } from "../../metrics/request-trouble.ts";
import { requests } from "../../metrics/requests.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { suffering, TIMES } from "./slow-by-alerts.ts";

/** Workloads whose requests are slow or fail, as alerts or series tell, each with what shows it. */
export function sufferingWorkloads(situation: Situation): ReadonlyMap<WorkloadView, Evidence> {
  const found = new Map<WorkloadView, Evidence>();
  for (const item of requests(situation)) {
    const course = slow(item)?.course ?? failing(item)?.course;
    const { ref } = item.workload;
    if (course) found.set(item.workload, cite.metric(course.series, [ref], `requests to ${ref.name} are slow or fail`));
  }
  for (const { object, alert, reading } of suffering(situation)) {
    const { before, now } = reading;
    const grew = reading.topic === "errors" || (before !== undefined && now !== undefined && now >= TIMES * before);
    const workload = grew ? workloadOf(situation, object) : undefined;
    if (workload && !found.has(workload)) found.set(workload, cite.alert(alert, [object]));
  }
  return found;
}

function workloadOf(situation: Situation, object: Parameters<Situation["workload"]>[0]): WorkloadView | undefined {
  const service = object.kind === "Service" ? situation.find("Service", object.namespace, object.name) : undefined;
  return situation.workload(object) ?? (service && situation.behind(service)[0]);
}

export function evidenceOf(found: ReadonlyMap<WorkloadView, Evidence>, workload: WorkloadView): Evidence[] {
  const evidence = found.get(workload);
  return evidence ? [evidence] : [];
}
