import type { Evidence } from "../../../core/evidence.ts";
import type { ObjectRef } from "../../../core/object.ts";

export interface Neglected {
  object: ObjectRef;
  evidence: Evidence;
}
