import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import { keyOf, type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import type { CurrentClue } from "../../logs/current.ts";
import type { LogClass } from "../../logs/signature.ts";
import { refOf } from "../../object-index.ts";
import { isServerOf, type Peer, peerOf } from "../../peer.ts";
import { isReady } from "../../pod.ts";
import { type Draft, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import type { WorkloadView } from "../../workload.ts";

/** One workload's trouble with another process, as a log tells it. */
export interface Link {
  /** Who calls; `undefined` when a server complains about a client that is not known here. */
  caller: WorkloadView | undefined;
  /** Whose log it is: the caller's, or the server's. */
  logger: WorkloadView;
  peer: Peer;
  clue: CurrentClue;
}

const KNOWN = new WeakMap<Situation, Link[]>();

/** Every trouble that is loud enough to count, what explains most first within a workload. */
export function linksIn(situation: Situation): readonly Link[] {
  const known = KNOWN.get(situation) ?? situation.workloads.flatMap((workload) => linksOf(workload, situation));
  KNOWN.set(situation, known);
  return known;
}

/** The first link of each workload, peer and class among these classes. */
export function linksOfClass(situation: Situation, ...classes: LogClass[]): Link[] {
  const seen = new Set<string>();
  return linksIn(situation).filter(({ clue, logger, peer }) => {
    const key = `${keyOf(logger.ref)} ${peer.host ?? ""}:${peer.port ?? ""} ${clue.class}`;
    if (!classes.includes(clue.class) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function linksOf(logger: WorkloadView, situation: Situation): Link[] {
  return situation
    .clues(logger)
    .filter(isLoud)
    .map((clue) =>
      isServerOf(logger, clue.signature)
        ? serverLink(situation, logger, clue)
        : { caller: logger, logger, clue, peer: peerOf(situation, logger, clue.entities, clue.signature) },
    );
}

/** A server names its client by address; without one, the only workload that calls it is meant. */
function serverLink(situation: Situation, logger: WorkloadView, clue: CurrentClue): Link {
  const [service] = situation.services(logger);
  const pod = clue.entities.client ? situation.ips.pod(clue.entities.client) : undefined;
  const callers = service ? situation.callers(service).filter((item) => item !== logger) : [];
  const caller = pod ? situation.workload(situation.ownerOf(pod)) : callers.length === 1 ? callers[0] : undefined;
  const { name, namespace = "" } = service?.metadata ?? { name: logger.ref.name, namespace: logger.ref.namespace };
  const reference = caller && service && situation.references(caller).find((item) => item.service === service);
  const peer: Peer = {
    kind: service ? "service" : "pod",
    host: name,
    port: undefined,
    service,
    workload: logger,
    cluster: { name, namespace },
    reference,
  };
  return { caller, logger, clue, peer };
}

/** Every system loses a connection now and then. */
const QUIET = new Set<LogClass>([
  "reset",
  "deadline",
  "upstream-error",
  "timeout",
  "authorization",
  "unhandled-error",
  "rate-limited",
  "circuit-open",
  "loading",
]);

function isLoud({ ended, count, class: is }: CurrentClue): boolean {
  return ended || count >= (QUIET.has(is) ? 5 : 2);
}

/** The parts of a finding about a link that are the same whatever the trouble is. */
export function linkDraft(link: Link, object: ObjectRef, title: string, next: readonly Step[] = []): Draft {
  const { caller, clue, peer } = link;
  const suffers = caller && isSuffering(caller);
  return {
    object,
    title,
    confidence: clue.ended || clue.count >= 3 ? "high" : "medium",
    since: clue.firstAt === undefined ? null : new Date(clue.firstAt).toISOString(),
    severity: suffers ? "critical" : "warning",
    affects: caller ? [caller.ref] : [],
    evidence: [cite.log(clue.stream, clue.line, clue.count), ...configured(peer)],
    next: [
      ...next,
      look(
        "Read the log",
        `kubectl -n ${clue.stream.namespace} logs ${clue.stream.pod} -c ${clue.stream.container}${clue.stream.previous ? " --previous" : ""} --tail=100`,
      ),
    ],
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

export function peerRef({ peer }: Link): ObjectRef | undefined {
  return peer.workload?.ref ?? (peer.service ? refOf(peer.service) : undefined);
}
