import type { Evidence } from "../../../core/evidence.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { orphansIn } from "../dependency/orphan.ts";
import { missingReferences } from "../startup/missing-reference.ts";
import { isRefusedByQuota } from "../startup/refused-reference.ts";
import { missingClaims } from "../storage/missing-claims.ts";
import { overdueRuns } from "./overdue-runs.ts";

/** An object that others name and that is not there. */
export interface Wanted {
  kind: "PersistentVolumeClaim" | "Service" | "ConfigMap" | "Secret" | "Job";
  name: string;
  by: ObjectRef;
  evidence: Evidence;
}

export function wantedIn(situation: Situation): Wanted[] {
  return [
    ...missingReferences(situation)
      .filter((missing) => isRefusedByQuota(situation, missing))
      .map(({ workload, kind, name, pod, text }) => {
        return { kind, name, by: workload.ref, evidence: cite.object(refOf(pod), text) };
      }),
    ...overdueRuns(situation).map(({ cronJob, since, usual }) => {
      const by = refOf(cronJob);
      const late = `the last run of ${by.name} began ${since} ago; before that they came every ${usual}`;
      return { kind: "Job" as const, name: `of ${by.name}`, by, evidence: cite.object(by, late) };
    }),
    ...missingClaims(situation).map(({ workload, name, says }) => {
      return { kind: "PersistentVolumeClaim" as const, name, by: workload.ref, evidence: says };
    }),
    ...orphansIn(situation).flatMap(({ name, orphan, evidence: [first] }) =>
      first ? [{ kind: "Service" as const, name, by: orphan.ref, evidence: first }] : [],
    ),
  ];
}
