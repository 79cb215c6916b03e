import { type Fields, isFields } from "../../core/fields.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";

/** Where people say that a controller leaves an object alone: Flux, KEDA, Argo Rollouts, CloudNativePG and Cluster API. */
const FIELDS = ["suspend", "suspended", "paused", "pause", "hibernated"];
/** `crossplane.io/paused`, `strimzi.io/pause-reconciliation`, `argocd.argoproj.io/skip-reconcile`, `cnpg.io/hibernation`. */
const PAUSES = /\/(?:paused?|paused-replicas|pause-reconciliation|skip-reconcile|hibernation|suspend(?:ed)?)$/;
/** `kustomize.toolkit.fluxcd.io/reconcile: disabled`, `eck.k8s.elastic.co/managed: "false"`. */
const MANAGES = /\/(?:reconcile|managed)$/;
const OFF = /^(?:false|off|disabled|no)$/i;
const CONDITION = /^(?:ReconciliationPaused|Paused|Suspended|Hibernation|Hibernated)$/;

/** Somebody told its controller to leave it alone: what it says of itself is of then. */
export function isSuspended({ metadata, ...object }: KubeObject & { spec?: unknown; status?: unknown }): boolean {
  const { spec, status } = object;
  const annotations = Object.entries(metadata.annotations ?? {});
  return (
    (isFields(spec) && FIELDS.some((field) => spec[field] === true)) ||
    annotations.some(
      ([key, value]) => (PAUSES.test(key) && !OFF.test(value)) || (MANAGES.test(key) && OFF.test(value)),
    ) ||
    (isFields(status) && saysSo(status))
  );
}

function saysSo({ conditions, health }: Fields): boolean {
  const list = Array.isArray(conditions) ? conditions.filter(isFields) : [];
  return (
    list.some(({ type, status }) => status === "True" && CONDITION.test(String(type))) ||
    (isFields(health) && health.status === "Suspended")
  );
}
