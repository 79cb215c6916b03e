import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import type { Link } from "../../graph/links.ts";
import type { Peer } from "../../graph/peer.ts";
import { logCommand, workloadLog } from "../../log-command.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The parts of a finding about a link that are the same whatever the trouble is. */
export function linkDraft(link: Link, object: ObjectRef, title: string, next: readonly Step[] = []): Draft {
  const { caller, clue, peer } = link;
  const suffers = caller && isSuffering(caller);
  return {
    object,
    title,
    // Of a peer that nothing names little is known.
    confidence: peer.kind !== "unknown" && (clue.ended || clue.count >= 3) ? "high" : "medium",
    since: clue.firstAt === undefined ? null : new Date(clue.firstAt).toISOString(),
    severity: suffers ? "critical" : "warning",
    affects: caller ? [caller.ref] : [],
    evidence: [cite.log(clue.stream, clue.line, clue.count), ...configured(peer)],
    next: [...next, look("Read the end of the log", logCommand(clue.stream, " --tail=100"))],
  };
}

/** Where the caller's configuration names the peer, as evidence. */
export function configured({ reference }: Peer): Evidence[] {
  if (!reference) return [];
  const { holder, where, host, port } = reference;
  return [cite.object(holder, `${where} names ${host}${port ? `:${port}` : ""}`)];
}

/** Does the workload show from outside that something is wrong? */
export function isSuffering(workload: WorkloadView): boolean {
  return workload.pods.some((pod) => !isReady(pod));
}

/** The object whose configuration holds the address: the config map, or the caller itself. */
export function holderOf({ peer, caller, logger }: Link): ObjectRef {
  return peer.reference?.holder ?? (caller ?? logger).ref;
}

/** What a person looks at to see what this caller is told. */
export function seeConfiguration(ref: ObjectRef): Step {
  return look("See what it is configured with", `kubectl -n ${ref.namespace} get ${shortName(ref)} -o yaml`);
}

/** Whether the peer is there to answer; without a Service, what the caller is told of it. */
export function seePeer({ service }: Peer, caller: ObjectRef): Step {
  if (!service) return seeConfiguration(caller);
  const { name, namespace } = service.metadata;
  return look(
    `See whether ${name} is ready`,
    `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}`,
  );
}

/** What the peer says about it; without pods here, what the caller is told of it. */
export function readPeer({ workload }: Peer, caller: ObjectRef): Step {
  const command = workload && workloadLog(workload, "--since=15m --tail=100");
  return command ? look(`Read the recent log of ${workload.ref.name}`, command) : seeConfiguration(caller);
}

export function peerRef({ peer }: Link): ObjectRef | undefined {
  return peer.workload?.ref ?? (peer.service ? refOf(peer.service) : undefined);
}

interface Parties {
  /** Who has to change something. */
  object: ObjectRef;
  peer: ObjectRef | undefined;
  names: { caller: string; peer: string };
  /** The peer is to blame and nothing names it: its caller stands in for it. */
  isStandIn: boolean;
}

export function partiesOf(link: Link, blamed: "caller" | "peer"): Parties {
  const own = link.caller?.ref ?? link.logger.ref;
  const peer = peerRef(link);
  const { host, workload, kind } = link.peer;
  return {
    peer,
    object: blamed === "peer" ? (peer ?? own) : link.caller ? own : holderOf(link),
    names: { caller: own.name, peer: host ?? workload?.ref.name ?? "what it calls" },
    isStandIn: blamed === "peer" && !peer && kind !== "external",
  };
}
