import type { KubeObject } from "../../core/kubernetes/meta.ts";

/**
 * Fields without which the API server refuses an entry of that name; what reads objects relies on them. Ports differ by
 * the kind or the list that they are in.
 */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  ownerReferences: ["kind", "name"],
  conditions: ["type", "status"],
  "endpoints.conditions": [],
  matchExpressions: ["key", "operator"],
  matchFields: ["key", "operator"],
  containers: ["name"],
  "containers.ports": ["containerPort"],
  initContainers: ["name"],
  "initContainers.ports": ["containerPort"],
  "Service.ports": ["port"],
  containerStatuses: ["name"],
  initContainerStatuses: ["name"],
  env: ["name"],
  resourceFieldRef: ["resource"],
  httpGet: ["port"],
  tcpSocket: ["port"],
  grpc: ["port"],
  volumes: ["name"],
  volumeMounts: ["name", "mountPath"],
  hostPath: ["path"],
  configMapKeyRef: ["key"],
  secretKeyRef: ["key"],
  persistentVolumeClaim: ["claimName"],
  topologySpreadConstraints: ["topologyKey", "maxSkew", "whenUnsatisfiable"],
  schedulingGates: ["name"],
  taints: ["key", "effect"],
  scaleTargetRef: ["kind", "name"],
};

/** The object without the entries that no API server would have let in: other programs write captures too, and serve APIs. */
export function sound(object: KubeObject): KubeObject {
  repair(object, object.kind);
  return object;
}

/** `inside`: the list that the node is an entry of, or its object's kind. */
function repair(node: object, inside: string): void {
  for (const [key, value] of Object.entries(node)) {
    if (value === null || typeof value !== "object") continue;
    const required = REQUIRED[`${inside}.${key}`] ?? REQUIRED[key] ?? [];
    if (Array.isArray(value)) {
      const kept = value.filter((entry) => !required.some((field) => lacks(entry, field)));
      Object.assign(node, { [key]: kept });
      for (const entry of kept) if (entry !== null && typeof entry === "object") repair(entry, key);
    } else if (required.some((field) => lacks(value, field))) Reflect.deleteProperty(node, key);
    else repair(value, inside);
  }
}

function lacks(entry: unknown, field: string): boolean {
  return entry === null || typeof entry !== "object" || Reflect.get(entry, field) === undefined;
}
