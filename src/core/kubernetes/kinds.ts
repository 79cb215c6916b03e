import type { Role, RoleBinding } from "./access.ts";
import type { ApiService, ConfigMap, LimitRange, ResourceQuota, Secret } from "./config.ts";
import type { KubeEvent } from "./event.ts";
import type { Condition, KubeObject } from "./meta.ts";
import type { Lease, Node } from "./node.ts";
import type { Pod } from "./pod.ts";
import type { EndpointSlice, Endpoints, Ingress, NetworkPolicy, Service } from "./service.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "./storage.ts";
import type { HorizontalPodAutoscaler, PodDisruptionBudget, Workload } from "./workload.ts";

/** Kinds by name, for typed access to a mixed list. */
export interface Kinds {
  Pod: Pod;
  Deployment: Workload;
  ReplicaSet: Workload;
  StatefulSet: Workload;
  DaemonSet: Workload;
  Job: Workload;
  CronJob: Workload;
  Service: Service;
  EndpointSlice: EndpointSlice;
  Endpoints: Endpoints;
  ConfigMap: ConfigMap;
  Secret: Secret;
  PersistentVolumeClaim: PersistentVolumeClaim;
  PersistentVolume: PersistentVolume;
  StorageClass: StorageClass;
  Node: Node;
  Namespace: KubeObject & { status?: { phase?: string; conditions?: Condition[] } };
  ServiceAccount: KubeObject;
  ResourceQuota: ResourceQuota;
  LimitRange: LimitRange;
  NetworkPolicy: NetworkPolicy;
  Ingress: Ingress;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  PodDisruptionBudget: PodDisruptionBudget;
  APIService: ApiService;
  Role: Role;
  ClusterRole: Role;
  RoleBinding: RoleBinding;
  ClusterRoleBinding: RoleBinding;
  Lease: Lease;
  Event: KubeEvent;
}

export type KnownKind = keyof Kinds;
