import type { Link } from "../../graph/links.ts";
import type { Situation } from "../../situation/situation.ts";
import { linkRule } from "./link-rule.ts";

/** A limit of one database or role (PostgreSQL `CONNECTION LIMIT`, MySQL `max_user_connections`), not the server's. */
const OF_ONE = /too many connections for (?:database|role)|max_user_connections|too many connections for user/i;

export const connectionLimitReached = linkRule({
  code: "connection-limit-reached",
  specificity: 8,
  classes: ["connection-limit"],
  blame: (link, situation) => (isOwnLimit(link, situation) ? "caller" : "peer"),
  meaning: "A server accepts no more connections: its limit is reached, or that of one database or user.",
  remedy: "See who holds them; lower the callers' pools (size × replicas), or raise the limit.",
  title: ({ caller, peer }, { clue }) =>
    OF_ONE.test(clue.line.text)
      ? `${peer} accepts no more connections of ${caller}: the limit of its ${clue.entities.db ? `database ${clue.entities.db}` : "database or user"} is reached`
      : `${peer} accepts no more connections`,
});

/** The limit is one that this caller alone uses up: nobody else is known to call the server. */
function isOwnLimit({ caller, peer, clue }: Link, situation: Situation): boolean {
  if (!caller || !OF_ONE.test(clue.line.text)) return false;
  const callers = peer.service ? situation.callers(peer.service) : [];
  return callers.every((other) => other === caller);
}
