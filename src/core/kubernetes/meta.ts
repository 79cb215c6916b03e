/**
 * The parts of Kubernetes objects that sitrep reads, as the API serves them (JSON, times as RFC 3339 strings).
 * Every field is optional: captures come from many versions and many programs, and a field that is not there is not an error.
 */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  creationTimestamp?: string;
  /** When it must be gone: the request to delete it plus `deletionGracePeriodSeconds`. */
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  generation?: number;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: FieldsWriter[];
}

/** Who last wrote to an object when. */
export interface FieldsWriter {
  manager?: string;
  operation?: string;
  time?: string;
  subresource?: string;
  /**
   * What they wrote, near the root: of a ConfigMap or Secret the first level, `{"f:data": {}}`; of a Deployment or StatefulSet the
   * second of its specification, `{"f:spec": {"f:replicas": {}, "f:template": {}}}`.
   */
  fieldsV1?: Record<string, unknown>;
}

export interface OwnerReference {
  apiVersion?: string;
  kind: string;
  name: string;
  controller?: boolean;
}

/** Any object. Kinds that sitrep knows are read through the interfaces below. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  /** Knative and Cluster API: `Info` and `Warning` do not make the object fail. */
  severity?: string;
  observedGeneration?: number;
  lastTransitionTime?: string;
  lastHeartbeatTime?: string;
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export interface ObjectReference {
  apiVersion?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  uid?: string;
  fieldPath?: string;
}
