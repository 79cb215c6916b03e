import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { EndpointSlice, Endpoints, Service } from "../../../core/kubernetes/service.ts";
import type { Workload } from "../../../core/kubernetes/workload.ts";
import { duration, timeOf } from "../../../core/time.ts";
import { podStatus, restarts } from "../pods/pod-status.ts";

/** A row of a kind's own columns by their headings, as kubectl's; `wide` ones come last. */
interface Columns {
  own: Record<string, string>;
  wide?: Record<string, string>;
}

type Print = (object: never, now: number) => Columns;

/** Kinds that are printed with more than name and age. What a cluster's own printer shows of other kinds, only it knows. */
const PRINTERS: Readonly<Record<string, Print>> = {
  Pod: (pod: Pod) => {
    const statuses = pod.status?.containerStatuses ?? [];
    const all = pod.spec?.containers?.length ?? statuses.length;
    return {
      own: {
        READY: `${statuses.filter(({ ready }) => ready).length}/${all}`,
        STATUS: podStatus(pod),
        RESTARTS: String(restarts(pod)),
      },
      wide: { IP: pod.status?.podIP ?? "<none>", NODE: pod.spec?.nodeName ?? "<none>" },
    };
  },
  Deployment: (it: Workload) => ({
    own: {
      READY: `${it.status?.readyReplicas ?? 0}/${it.spec?.replicas ?? 1}`,
      "UP-TO-DATE": String(it.status?.updatedReplicas ?? 0),
      AVAILABLE: String(it.status?.availableReplicas ?? 0),
    },
    wide: { IMAGES: imagesOf(it) },
  }),
  ReplicaSet: (it: Workload) => ({
    own: {
      DESIRED: String(it.spec?.replicas ?? 1),
      CURRENT: String(it.status?.replicas ?? 0),
      READY: String(it.status?.readyReplicas ?? 0),
    },
    wide: { IMAGES: imagesOf(it) },
  }),
  StatefulSet: (it: Workload) => ({
    own: { READY: `${it.status?.readyReplicas ?? 0}/${it.spec?.replicas ?? 1}` },
    wide: { IMAGES: imagesOf(it) },
  }),
  DaemonSet: (it: Workload) => ({
    own: {
      DESIRED: String(it.status?.desiredNumberScheduled ?? 0),
      READY: String(it.status?.numberReady ?? 0),
      AVAILABLE: String(it.status?.numberAvailable ?? 0),
    },
    wide: { IMAGES: imagesOf(it) },
  }),
  Job: (it: Workload) => ({
    own: {
      COMPLETIONS: `${it.status?.succeeded ?? 0}/${it.spec?.completions ?? 1}`,
      FAILED: String(it.status?.failed ?? 0),
    },
  }),
  CronJob: (it: Workload, now) => ({
    own: {
      SCHEDULE: it.spec?.schedule ?? "",
      SUSPEND: String(it.spec?.suspend ?? false),
      "LAST SCHEDULE": ageOf(it.status?.lastScheduleTime, now),
    },
  }),
  Service: ({ spec }: Service) => ({
    own: {
      TYPE: spec?.type ?? "ClusterIP",
      "CLUSTER-IP": spec?.clusterIP ?? "<none>",
      "PORT(S)": (spec?.ports ?? []).map(({ port, protocol = "TCP" }) => `${port}/${protocol}`).join(",") || "<none>",
    },
    wide: { SELECTOR: pairs(spec?.selector) },
  }),
  Endpoints: ({ subsets = [] }: Endpoints) => ({
    own: { ENDPOINTS: subsets.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip)).join(",") || "<none>" },
  }),
  EndpointSlice: ({ endpoints = [] }: EndpointSlice) => ({
    own: {
      READY: `${endpoints.filter(({ conditions }) => conditions?.ready !== false).length}/${endpoints.length}`,
      ENDPOINTS:
        endpoints
          .flatMap(({ addresses = [] }) => addresses)
          .slice(0, 8)
          .join(",") || "<none>",
    },
  }),
  Node: ({ spec, status }: Node) => {
    const isReady = status?.conditions?.some((it) => it.type === "Ready" && it.status === "True");
    return {
      own: {
        STATUS: `${isReady ? "Ready" : "NotReady"}${spec?.unschedulable ? ",SchedulingDisabled" : ""}`,
        VERSION: status?.nodeInfo?.kubeletVersion ?? "",
      },
      wide: { "INTERNAL-IP": status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "<none>" },
    };
  },
};

/** Headings and cells of an object, its namespace aside. */
export function columnsOf(object: KubeObject, wide: boolean, now: number): Record<string, string> {
  const print = PRINTERS[object.kind];
  // A printer gets objects of the kind that it is listed under.
  const { own, wide: more = {} } = print ? print(object as never, now) : { own: phaseOf(object) };
  return { NAME: object.metadata.name, ...own, AGE: ageOf(object.metadata.creationTimestamp, now), ...(wide && more) };
}

function phaseOf(object: KubeObject & { status?: unknown }): Record<string, string> {
  const { status } = object;
  const phase = status !== null && typeof status === "object" && "phase" in status ? status.phase : undefined;
  return typeof phase === "string" ? { STATUS: phase } : {};
}

function ageOf(time: string | undefined, now: number): string {
  const at = timeOf(time);
  return at === undefined ? "<unknown>" : duration(now - at);
}

function imagesOf({ spec }: Workload): string {
  return (spec?.template?.spec?.containers ?? []).map(({ image }) => image ?? "").join(",");
}

export function pairs(map: Record<string, string> | undefined): string {
  return (
    Object.entries(map ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .join(",") || "<none>"
  );
}
