import type { Link } from "../../graph/links.ts";
import { undo } from "../../rule.ts";
import type { Rollout } from "../../situation/changes.ts";
import type { Situation } from "../../situation/situation.ts";
import { seeConfiguration } from "./link-draft.ts";
import { linkRule } from "./link-rule.ts";

/** A limit of one database or role (PostgreSQL `CONNECTION LIMIT`, MySQL `max_user_connections`), not the server's. */
const OF_ONE = /too many connections for (?:database|role)|max_user_connections|too many connections for user/i;

export const connectionLimitReached = linkRule({
  code: "connection-limit-reached",
  specificity: 8,
  classes: ["connection-limit"],
  blame: (link, situation) => (isOwnLimit(link, situation) ? "caller" : "peer"),
  meaning: "A server accepts no more connections: it has reached its limit, or that of one database or user.",
  remedy: "See who holds them; lower the callers' pools (size × replicas), or raise the limit.",
  // A server that hangs keeps its connections: since it was rolled out that is as likely as a limit that is too low.
  confidence: (link, situation) => (rolledOutBefore(link, situation) ? "medium" : undefined),
  next: (object, link, situation) => {
    const rollout = rolledOutBefore(link, situation);
    return [
      ...(rollout
        ? [undo(rollout, "Undo the rollout that came just before, unless the limit was reached earlier")]
        : []),
      seeConfiguration(object),
    ];
  },
  title: ({ caller, peer }, { clue }) =>
    OF_ONE.test(clue.line.text)
      ? `${peer} accepts no more connections of ${caller}: the limit of its ${clue.entities.db ? `database ${clue.entities.db}` : "database or user"} is reached`
      : `${peer} accepts no more connections`,
});

/** The trouble of a release shows within so many ms of it. */
const SINCE_MS = 10 * 60_000;

/** The server's own rollout shortly before the first refusal, where it is no rollout of the limit itself. */
function rolledOutBefore({ peer, clue }: Link, situation: Situation): Rollout | undefined {
  const [rollout] = peer.workload ? situation.rollouts(peer.workload.ref) : [];
  if (!rollout?.at || !rollout.previous || clue.firstAt === undefined) return undefined;
  const isSince = clue.firstAt >= rollout.at && clue.firstAt - rollout.at <= SINCE_MS;
  return isSince && !rollout.differences.some(({ path }) => /conn/i.test(path)) ? rollout : undefined;
}

/** The limit is one that this caller alone uses up: nobody else is known to call the server. */
function isOwnLimit({ caller, peer, clue }: Link, situation: Situation): boolean {
  if (!caller || !OF_ONE.test(clue.line.text)) return false;
  const callers = peer.service ? situation.callers(peer.service) : [];
  return callers.every((other) => other === caller);
}
