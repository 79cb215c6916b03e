import { keyOf } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** Keys of the workloads that call this one, as configuration and measured calls say. */
export function callersOf(situation: Situation, workload: WorkloadView): string[] {
  const called = [workload.ref, ...situation.services(workload).map(refOf)];
  const calls = called.flatMap((ref) => situation.graph.outOf(ref)).filter(({ kind }) => kind === "called-by");
  return [...new Set(calls.map(({ to }) => keyOf(to)))].filter((key) => key !== keyOf(workload.ref));
}
