import { keyOf } from "../../core/object.ts";
import { once } from "../../core/once.ts";
import { timeOf } from "../../core/time.ts";
import type { CurrentClue } from "../logs/current.ts";
import { saysName } from "../logs/says-name.ts";
import type { LogClass } from "../logs/signature.ts";
import { readySince } from "../situation/pod.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { peerOfClue } from "./clue-peer.ts";
import { isServerOf, type Peer, peerAt } from "./peer.ts";
import { behindPooler, diallerOf } from "./relay.ts";

/** One workload's trouble with another process, as a log tells it. */
export interface Link {
  /** Who calls; `undefined` when a server complains about a client that is not known here. */
  caller: WorkloadView | undefined;
  /** Whose log it is: the caller's, or the server's. */
  logger: WorkloadView;
  peer: Peer;
  clue: CurrentClue;
}

/** Every trouble that is loud enough to count, what explains most first within a workload. */
export const linksIn = once((situation: Situation): readonly Link[] =>
  withoutRelayed(
    withoutPassedOn(
      withoutEchoes(
        situation.workloads.flatMap((item) => linksOf(item, situation)),
        situation,
      ),
    ),
    situation,
  ),
);

/** A server that does not know which client it refuses says no more than the clients that say so themselves. */
function withoutEchoes(links: readonly Link[], { graph }: Situation): Link[] {
  const told = Map.groupBy(
    links.filter(({ caller }) => caller !== undefined),
    ({ clue }) => clue.class,
  );
  return links.filter(({ caller, logger, clue }) => {
    if (caller !== undefined) return true;
    const reach = graph.reach(logger.ref);
    return !told.get(clue.class)?.some((other) => other.logger !== logger && reach.has(keyOf(other.logger.ref)));
  });
}

/**
 * Who logs `payments-api answered 502: dial tcp: lookup ledgr` does not call ledgr: it passes on what payments-api said,
 * which has ledgr in its configuration, and says the same.
 */
function withoutRelayed(links: readonly Link[], { graph }: Situation): Link[] {
  const alike = Map.groupBy(links, ({ clue }) => clue.class);
  return links.filter((link) => {
    const others = alike.get(link.clue.class) ?? [];
    return !others.some(
      (other) =>
        isSamePeer(other, link) && passesOn(link, other) && graph.reach(other.logger.ref).has(keyOf(link.logger.ref)),
    );
  });
}

/** Where nobody's configuration tells, the line does: it names who said it first. */
function passesOn(link: Link, other: Link): boolean {
  if (isOwn(other) && !isOwn(link)) return other.logger !== link.logger;
  return isOwn(other) === isOwn(link) && repeats(link, other);
}

/** Its line names whose line the other is, and is not named there. */
export function repeats(link: Link, other: Link): boolean {
  return names(link, other.logger) && !names(other, link.logger);
}

/** Answers that a gateway passes on as it got them. */
const PASSED_ON = new Set<LogClass>(["authentication", "authorization", "rate-limited"]);

/** `payments-api answered 401` where payments-api logs that it got a 401 itself, or that it found a token too early or too late. */
function withoutPassedOn(links: readonly Link[]): Link[] {
  const refused = links.filter(({ clue, caller }) => caller && (PASSED_ON.has(clue.class) || clue.class === "clock"));
  return links.filter(
    ({ clue, caller, peer }) =>
      !PASSED_ON.has(clue.class) ||
      !clue.entities.code ||
      peer.workload === undefined ||
      !refused.some(
        (deeper) =>
          deeper.caller !== caller &&
          deeper.caller === peer.workload &&
          (deeper.clue.class === clue.class || deeper.clue.class === "clock"),
      ),
  );
}

/** The logger's own configuration leads to the peer, or it is the peer. A configuration may be shared and name more than is called. */
function isOwn({ peer, logger }: Link): boolean {
  return peer.reference !== undefined || peer.workload === logger;
}

/** A relayed line may have lost the address, and who relays it has no configuration that tells the port. */
function isSamePeer(own: Link, relayed: Link): boolean {
  const { host, port } = relayed.peer;
  if (host === undefined) return true;
  return host === own.peer.host && (port === own.peer.port || (port === undefined && names(relayed, own.logger)));
}

function names({ clue, logger }: Link, other: WorkloadView): boolean {
  return other !== logger && saysName(clue.line.text, other.ref.name);
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
    .map((clue) => {
      const pooled = behindPooler(situation, logger, clue);
      if (pooled)
        return { caller: pooled.pooler, logger, clue, peer: peerAt(situation, pooled.pooler, pooled.reference) };
      if (isServerOf(logger, clue.signature)) return serverLink(situation, logger, clue);
      const peer = peerOfClue(situation, logger, clue);
      return { caller: diallerOf(situation, logger, clue, peer), logger, clue, peer };
    })
    .filter((link) => !isOver(link));
}

/** Nothing came back from the peer. */
export const NOT_REACHED: ReadonlySet<LogClass> = new Set<LogClass>([
  "refused",
  "unreachable",
  "no-route",
  "no-backends",
  "timeout",
  "reset",
  "deadline",
  "loading",
]);
/** Until every node routes to a pod that became ready: kube-proxy on a busy node takes seconds. */
const ROUTED_MS = 15_000;
/** How long a resolver remembers that a name did not exist: CoreDNS's default for denials is up to 30 s. */
const DENIED_MS = 30_000;

/** The caller failed to reach a peer that was not there yet, or was being replaced, and has not failed since the peer is there. */
function isOver({ clue, peer }: Link): boolean {
  if (clue.ended || clue.lastAt === undefined) return false;
  if (clue.class === "dns-unknown")
    return clue.lastAt <= (timeOf(peer.service?.metadata.creationTimestamp) ?? 0) + DENIED_MS;
  if (!NOT_REACHED.has(clue.class)) return false;
  const ready = (peer.workload?.pods ?? []).map(readySince).filter((time) => time !== undefined);
  return ready.length > 0 && clue.lastAt <= Math.max(...ready) + ROUTED_MS;
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

/** The API server's refusal names who may not do what: it is no accident. */
const API_REFUSES = "client-go-forbidden";
/** Of the lines that a workload logs, this part speaks of the trouble. */
const LOUD_SHARE = 0.02;
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

function isLoud({ ended, standing, recent, share, class: is, signature }: CurrentClue): boolean {
  if (ended || standing) return true;
  if (signature === API_REFUSES) return recent >= 2;
  return QUIET.has(is) ? recent >= 5 && share >= LOUD_SHARE : recent >= 2;
}
