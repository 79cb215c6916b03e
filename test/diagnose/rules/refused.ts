import { flatten } from "../../../src/core/finding.ts";
import { ago, ask, get, podsOf, type World, world } from "../world.ts";

/** All pods of payments-api are gone, and the API server refuses new ones with this message. */
export function refused(message: string, { made = 300 } = {}): World {
  const w = world();
  remove(w, podsOf(w, "payments-api"));
  get(w, "EndpointSlice", "payments-api-x").endpoints = [];
  Object.assign(get(w, "Deployment", "payments-api").status ?? {}, {
    replicas: 0,
    readyReplicas: 0,
    availableReplicas: 0,
  });
  const set = get(w, "ReplicaSet", "payments-api-6f");
  set.metadata.creationTimestamp = ago(made);
  set.status = {
    replicas: 0,
    conditions: message
      ? [{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message, lastTransitionTime: ago(5) }]
      : [],
  };
  return w;
}

export function remove(w: World, gone: readonly object[]): void {
  w.objects = w.objects.filter((item) => !gone.includes(item));
}

export function codes(w: World): string[] {
  return flatten(ask(w).findings).map(({ code }) => code);
}

export const forbidden = (why: string) => `pods "payments-api-6f-x" is forbidden: ${why}`;
export const over = (requested: string, used: string, limited: string) =>
  forbidden(`exceeded quota: compute, requested: ${requested}, used: ${used}, limited: ${limited}`);
