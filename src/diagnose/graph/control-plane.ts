import type { Service } from "../../core/kubernetes/service.ts";
import { once } from "../../core/once.ts";
import type { CurrentClue } from "../logs/current.ts";
import type { Observed } from "../situation/observed.ts";
import { isReady } from "../situation/pod.ts";
import type { WorkloadView } from "../situation/workload.ts";
import type { Peer } from "./peer.ts";

/** The API server and its store as the other end of a connection; managed clusters show the Service `kubernetes` alone. */
const SYSTEM = "kube-system";

/** A client of the API server says so in its client's words, or repeats what the API server's store answered. */
const API_CLIENT = /^(?:kube-api|client-go)-/;
const STORE = /^etcd-/;
/** Paths that nobody else serves: `/api/v1/pods`, `/apis/apps/v1/…`; the Service of the address may not have been read. */
const API_PATH =
  /https:\/\/[^\s"\\/]{1,120}\/(?:api\/v1\/(?:namespaces|nodes|pods|services|endpoints|configmaps|secrets|events)|apis\/[\w.-]{1,120}\/v\d)/;

/** Who a line of a client of the Kubernetes API is about, where neither the line nor a setting names another server. */
export function controlPlanePeer(situation: Observed, clue: CurrentClue, known: Peer): Peer {
  if (isApi(known.service)) return { ...known, ...apiServer(situation) };
  if (known.kind !== "unknown") return known;
  const store = STORE.test(clue.signature) ? worst(situation, "etcd", clue) : undefined;
  if (store) return { ...known, kind: "pod", host: store.ref.name, workload: store };
  const isClient = API_CLIENT.test(clue.signature) || API_PATH.test(clue.line.text);
  if (!STORE.test(clue.signature) && !isClient) return known;
  const api = apiServer(situation);
  return api.service || api.workload ? { ...known, kind: "service", ...api } : known;
}

function apiServer(situation: Observed) {
  const service = situation.find("Service", "default", "kubernetes");
  return { host: "kube-apiserver", service, workload: worst(situation, "kube-apiserver") };
}

function isApi(service: Service | undefined): boolean {
  return service?.metadata.name === "kubernetes" && service.metadata.namespace === "default";
}

/** Of several members the one that is not ready, then the one that says the same itself. */
function worst(situation: Observed, component: string, clue?: CurrentClue): WorkloadView | undefined {
  const members = componentsIn(situation).get(component) ?? [];
  return (
    members.find(({ pods }) => !pods.some(isReady)) ??
    members.find((member) => situation.clues(member).some((own) => own.class === clue?.class)) ??
    members[0]
  );
}

const componentsIn = once((situation: Observed) =>
  Map.groupBy(
    situation.workloads.filter(({ ref }) => ref.namespace === SYSTEM),
    ({ template }) => template.metadata?.labels?.component ?? "",
  ),
);
