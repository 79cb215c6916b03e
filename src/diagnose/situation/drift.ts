import type { Situation } from "./situation.ts";

const KINDS: Record<string, "Deployment" | "StatefulSet" | "DaemonSet" | "Service" | "ConfigMap"> = {
  deploy: "Deployment",
  deployment: "Deployment",
  deployments: "Deployment",
  sts: "StatefulSet",
  statefulset: "StatefulSet",
  statefulsets: "StatefulSet",
  ds: "DaemonSet",
  daemonset: "DaemonSet",
  svc: "Service",
  service: "Service",
  cm: "ConfigMap",
  configmap: "ConfigMap",
};
const NAMED =
  /\b(deploy|deployments?|sts|statefulsets?|ds|daemonset|svc|service|cm|configmap)[/ ]`?([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)`?(?![\w.-]*[=:<{$])/g;
/** "the service is …": words that follow a kind in prose and are not names. */
const HYPHENATED = /-/;

/** Objects that a passage names and the cluster does not have: the first command copied out of it would return nothing. */
export function driftIn(text: string, situation: Situation): string[] {
  const named = [...text.matchAll(NAMED)].map(([written, word = "", name = ""]) => ({
    kind: KINDS[word],
    name,
    slash: written.includes("/") || written.includes("`"),
  }));
  const gone = named.filter(
    ({ kind, name, slash }) =>
      kind &&
      (slash || HYPHENATED.test(name)) &&
      situation.lists(kind) &&
      !situation.all(kind).some(({ metadata }) => metadata.name === name),
  );
  return [
    ...new Set(
      gone.map(({ kind, name }) => `references ${(kind ?? "").toLowerCase()} ${name}, which doesn't exist here`),
    ),
  ];
}
