import type { Service } from "../../core/kubernetes/service.ts";
import type { CurrentClue } from "../logs/current.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import type { Peer } from "./peer.ts";

/** An error of a call inside the error of another one: the first is what the peer answered, the second what it met itself. */
const NESTED = /rpc error: code = \w{1,40} desc = .{1,400}?rpc error: code = /;

/**
 * Who got no connection. `failed to complete the order: rpc error … cart failure: rpc error … dial tcp 10.96.0.7:7070` is
 * logged by who asked for the order, and told by who takes orders and calls the cart: the only one that lies between.
 */
export function diallerOf(situation: Situation, logger: WorkloadView, clue: CurrentClue, peer: Peer): WorkloadView {
  if (!peer.service || !NESTED.test(clue.line.text)) return logger;
  const called = situation.references(logger).flatMap(({ service }) => (service ? situation.behind(service) : []));
  const between = [...new Set(called)].filter(
    (workload) =>
      workload !== logger &&
      workload !== peer.workload &&
      situation.references(workload).some(({ service }) => service === peer.service),
  );
  const [only, ...others] = between;
  return only && others.length === 0 ? only : logger;
}

/** A pooler's own words for what the server behind it did; its clients log them. */
const POOLER = /^pooler-/;
const POOLERS = /pgbouncer|pgcat|odyssey|pgpool|proxysql|maxscale/i;

/** The pooler and the one server that it is configured with, of a line in which a client repeats what the pooler says of it. */
export function behindPooler(situation: Situation, logger: WorkloadView, clue: CurrentClue) {
  if (!POOLER.test(clue.signature)) return undefined;
  const called = situation.references(logger).flatMap(({ service }) => (service ? situation.behind(service) : []));
  const pooler = [logger, ...called].find(runsPooler);
  const named =
    pooler && situation.references(pooler).filter(({ service }) => service && !isOwn(situation, pooler, service));
  const [reference] = named ?? [];
  const services = new Set(named?.map(({ service }) => service));
  return pooler && reference && services.size === 1 ? { pooler, reference } : undefined;
}

function isOwn(situation: Situation, pooler: WorkloadView, service: Service): boolean {
  return situation.services(pooler).includes(service);
}

function runsPooler({ template }: WorkloadView): boolean {
  return (template.spec?.containers ?? []).some(({ image = "" }) => POOLERS.test(image.split("/").at(-1) ?? ""));
}
