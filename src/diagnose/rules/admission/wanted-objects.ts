import type { Evidence } from "../../../core/evidence.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { Situation } from "../../situation/situation.ts";
import { orphansIn } from "../dependency/orphan.ts";
import { missingClaims } from "../storage/missing-claims.ts";

/** An object that others name and that is not there. */
export interface Wanted {
  kind: "PersistentVolumeClaim" | "Service";
  name: string;
  by: ObjectRef;
  evidence: Evidence;
}

export function wantedIn(situation: Situation): Wanted[] {
  return [
    ...missingClaims(situation).map(({ workload, name, says }) => {
      return { kind: "PersistentVolumeClaim" as const, name, by: workload.ref, evidence: says };
    }),
    ...orphansIn(situation).flatMap(({ name, orphan, evidence: [first] }) =>
      first ? [{ kind: "Service" as const, name, by: orphan.ref, evidence: first }] : [],
    ),
  ];
}
