import { builtIn } from "./kinds.ts";

/** What a field of this name holds wherever the built-in kinds have it; `PARENT.NAME` or `KIND.NAME` where it differs. */
type Shape = "text" | "number" | "object" | "texts" | "objects" | "text by name" | "amount by name";

const NAMES: Readonly<Record<Shape, string>> = {
  text: `apiVersion kind name namespace uid resourceVersion creationTimestamp deletionTimestamp message reason note nodeName
    phase image imageID podIP hostIP startTime startedAt finishedAt lastTransitionTime firstTimestamp lastTimestamp eventTime
    lastObservedTime key operator effect mountPath topologyKey storageClassName volumeName claimName secretName
    serviceAccountName schedulerName holderIdentity renewTime clusterIP externalName ingressClassName host protocol
    addressType controllerName completionTime lastScheduleTime restartPolicy conditions.status
    type value path pathType fieldPath ip hostname provisioner volumeBindingMode medium scheme subPath dnsPolicy
    priorityClassName runtimeClassName qosClass podManagementPolicy serviceName schedule concurrencyPolicy component
    reportingComponent reportingController cidr imagePullPolicy appProtocol whenUnsatisfiable conditionType volumeMode
    manager operation time subresource`,
  number: `restartCount exitCode replicas readyReplicas availableReplicas unavailableReplicas updatedReplicas count
    observedGeneration generation desiredNumberScheduled numberReady containerPort numberAvailable priority
    minReplicas maxReplicas currentReplicas desiredReplicas disruptionsAllowed completions parallelism backoffLimit succeeded
    failed periodSeconds timeoutSeconds failureThreshold initialDelaySeconds terminationGracePeriodSeconds maxSkew
    activeDeadlineSeconds minReadySeconds progressDeadlineSeconds leaseDurationSeconds PriorityClass.value policies.value swap.capacity`,
  object: `metadata spec template jobTemplate selector strategy updateStrategy state lastState waiting running terminated
    involvedObject regarding affinity nodeAffinity podAffinity podAntiAffinity resources livenessProbe readinessProbe
    startupProbe httpGet tcpSocket scaleTargetRef claimRef valueFrom configMapKeyRef secretKeyRef configMapRef secretRef
    configMap secret persistentVolumeClaim emptyDir projected hostPath nodeInfo loadBalancer backend defaultBackend http
    securityContext series endpoints.conditions  labelSelector podSelector namespaceSelector
    targetRef lifecycle ControllerRevision.data volumes.image`,
  texts: `command args accessModes values policyTypes hosts scopes namespaces matchLabelKeys finalizers endpoints.addresses rules.resources`,
  objects: `containers initContainers volumes env envFrom ports volumeMounts containerStatuses initContainerStatuses
    ownerReferences managedFields tolerations taints subsets rules paths tls endpoints imagePullSecrets
    topologySpreadConstraints readinessGates schedulingGates matchExpressions matchFields nodeSelectorTerms
    volumeClaimTemplates conditions sources webhooks addresses notReadyAddresses from to spec.limits`,
  "text by name": `labels annotations matchLabels nodeSelector data stringData parameters`,
  "amount by name": `allocatable capacity hard used requests overhead resources.limits resources.requests`,
};
const SHAPES = new Map(
  Object.entries(NAMES).flatMap(([shape, names]) => names.split(/\s+/).map((name) => [name, shape as Shape] as const)),
);

/**
 * Could an API server have served this? What reads objects relies on the types of their fields, and one object in which they
 * are wrong must not cost the others. A field that is null counts as absent; of custom resources only the metadata is known.
 */
export function isWellFormed(object: Record<string, unknown>): boolean {
  const { metadata, kind } = object;
  if (!fits("object", metadata, "metadata")) return false;
  return typeof kind === "string" && builtIn(kind) ? fieldsFit(object, kind) : true;
}

function fieldsFit(node: object, inside: string): boolean {
  return Object.entries(node).every(([key, value]) => {
    if (value === null || value === undefined) return true;
    const shape = SHAPES.get(`${inside}.${key}`) ?? SHAPES.get(key);
    return shape === undefined ? isNodeFit(value, key) : fits(shape, value, key);
  });
}

function fits(shape: Shape, value: unknown, key: string): boolean {
  if (shape === "text") return typeof value === "string";
  if (shape === "number") return typeof value === "number";
  if (shape === "texts") return Array.isArray(value) && value.every((item) => typeof item === "string");
  if (shape === "text by name")
    return isObject(value) && Object.values(value).every((item) => typeof item === "string");
  if (shape === "amount by name") return isObject(value) && Object.values(value).every(isScalar);
  if (shape === "object") return isObject(value) && (isLabels(key, value) || fieldsFit(value, key));
  return Array.isArray(value) && value.every((item) => isObject(item) && fieldsFit(item, key));
}

/** A Service selects by labels alone, and those have any name. */
function isLabels(key: string, value: object): boolean {
  return key === "selector" && Object.values(value).every(isScalar);
}

/** Quantities may be numbers in captures of other programs. */
function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isNodeFit(value: unknown, key: string): boolean {
  if (Array.isArray(value)) return value.every((item) => !isObject(item) || fieldsFit(item, key));
  return isObject(value) ? fieldsFit(value, key) : true;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
