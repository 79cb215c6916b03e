/** Kinds that people ask about by name, the one meant first when several share a name. */
export const NAMED = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Service", "Ingress"] as const;
/** Kinds that are named too, in answers, alerts and logs, and of which there may be many: listed when nothing else has the name. */
export const ALSO_NAMED = [
  "Job",
  "Pod",
  "Node",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "ConfigMap",
  "PersistentVolumeClaim",
  "PersistentVolume",
  "ReplicaSet",
  "ServiceAccount",
  "NetworkPolicy",
  "ResourceQuota",
] as const;
/** Of these the names are offered to who mistyped one. */
export const OFFERED = [
  ...NAMED,
  "Node",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "ConfigMap",
  "PersistentVolumeClaim",
] as const;
/** Kinds in which hosts, addresses, images and paths stand, the one meant first. */
export const HOLDING = [
  "Ingress",
  "HTTPRoute",
  "Service",
  "Node",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
] as const;
