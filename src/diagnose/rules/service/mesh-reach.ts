import type { ObjectRef } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { serviceOf, type VirtualService } from "./mesh.ts";

/** Services whose callers go through this virtual service: those that it speaks for. */
export function affectedBy(situation: Situation, { object, hosts }: VirtualService): ObjectRef[] {
  return hosts.flatMap((host) => {
    const { service } = serviceOf(situation, object, host);
    return service ? [refOf(service)] : [];
  });
}
