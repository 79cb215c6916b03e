import type { Service } from "../../../core/kubernetes/service.ts";
import { logs } from "../../compare/pod-state.ts";
import { type Link, linksOfClass } from "../../graph/links.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { endOf } from "../service/connection-end.ts";
import { policiesFor } from "../service/network-policy.ts";

/** A node from which Services time out although what is behind them is ready, and is reached from elsewhere or by nobody. */
export interface UnroutedNode {
  node: string;
  links: readonly [Link, ...Link[]];
  services: readonly Service[];
}

/**
 * The cluster IP of a Service is translated on the caller's node. A connection to it that gets no answer at all, where no
 * policy may drop it and its pods are ready, was not translated. One Service alone may as well be its pods' node, unless
 * callers on other nodes reach it; names of Services that exist and do not resolve there speak for the caller's, because cluster DNS is reached in the same way.
 */
export function unroutedNodes(situation: Situation): UnroutedNode[] {
  const lost = linksOfClass(situation, "timeout", "no-route").filter((link) => isUntranslated(link, situation));
  const links = [...lost, ...linksOfClass(situation, "dns-unknown", "dns-failing").filter(({ peer }) => peer.service)];
  const byNode = Map.groupBy(links, (link) => nodeOf(link, situation));
  return [...byNode].flatMap(([node, own]) => {
    const [first, ...more] = own;
    if (!first || !lost.includes(first)) return [];
    const services = [...new Set(own.flatMap(({ peer }) => peer.service ?? []))];
    const others = links.filter((link) => nodeOf(link, situation) !== node);
    const missed = services.some((service) => others.some(({ peer }) => peer.service === service));
    const enough =
      services.length > 1 || services.every((service) => isReachedElsewhere(situation, service, node, lost));
    return node && enough && !missed ? [{ node, links: [first, ...more], services }] : [];
  });
}

function isUntranslated({ caller, peer, clue }: Link, situation: Situation): boolean {
  const { service, port } = peer;
  if (!caller || !service || clue.entities.ip !== service.spec?.clusterIP) return false;
  const { known, ready } = situation.backends(service);
  const has = port === undefined || (service.spec?.ports ?? []).some((item) => item.port === port);
  return known && ready > 0 && has && !isGuarded(situation, caller, service);
}

/** Does a policy select the caller for what it sends, or what is behind the Service for what it gets? */
function isGuarded(situation: Situation, caller: WorkloadView, service: Service): boolean {
  return (
    policiesFor(situation, endOf(situation, caller), "Egress").length > 0 ||
    situation.behind(service).some((callee) => policiesFor(situation, endOf(situation, callee), "Ingress").length > 0)
  );
}

/** Does another caller, on another node and with a log, get what is behind the Service? */
function isReachedElsewhere(situation: Situation, service: Service, node: string, lost: readonly Link[]): boolean {
  const about = lost.filter(({ peer }) => peer.service === service);
  const missing = new Set(about.map(({ caller }) => caller));
  // By configuration: who only passes a complaint on names the Service in its log as well.
  const calls = (workload: WorkloadView) => situation.references(workload).some((item) => item.service === service);
  const others = situation.callers(service).filter((caller) => !missing.has(caller) && calls(caller));
  return others.some(({ pods }) =>
    pods.some((pod) => pod.spec?.nodeName !== node && isReady(pod) && logs(pod, situation)),
  );
}

/** The node of all pods that say so, or of whom they speak; empty when they are on several. */
function nodeOf({ caller, logger, clue }: Link, situation: Situation): string {
  const said = [...clue.pods].map((name) => situation.find("Pod", clue.stream.namespace, name));
  const pods = caller && caller !== logger ? caller.pods : said;
  const nodes = new Set(pods.map((pod) => pod?.spec?.nodeName ?? ""));
  return nodes.size === 1 ? ([...nodes][0] ?? "") : "";
}
