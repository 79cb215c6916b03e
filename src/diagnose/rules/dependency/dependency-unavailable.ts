import type { LogClass } from "../../logs/signature.ts";
import { seePeer } from "./link-draft.ts";
import { linkRule } from "./link-rule.ts";

const HOW = new Map<LogClass, string>([
  ["refused", "connection refused"],
  ["unreachable", "connections fail"],
  ["no-route", "no route"],
  ["timeout", "connections time out"],
  ["reset", "connections are cut"],
  ["dns-unknown", "its name does not resolve"],
  ["dns-failing", "name resolution fails"],
  ["no-backends", "nothing is behind it"],
  ["loading", "it is still starting"],
  ["circuit-open", "the circuit breaker is open"],
]);

export const dependencyUnavailable = linkRule({
  code: "dependency-unavailable",
  role: "symptom",
  specificity: 4,
  classes: [...HOW.keys()],
  blame: "caller",
  next: (object, { peer }) => [seePeer(peer, object)],
  meaning: "A workload cannot reach what it calls. This says where to look, not why.",
  remedy: "Look at the peer: does it run, is it ready, does its Service lead to it, may the caller reach it?",
  unless: ({ caller }) => caller === undefined,
  title: ({ caller, peer }, { clue, peer: { port } }) =>
    `${caller} cannot reach ${peer}${port ? `:${port}` : ""}: ${HOW.get(clue.class) ?? clue.class}`,
  together: (peer, { clue }) => `${peer} cannot be reached: ${HOW.get(clue.class) ?? clue.class}`,
});
