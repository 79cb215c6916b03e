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
