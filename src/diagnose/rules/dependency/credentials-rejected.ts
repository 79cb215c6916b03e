import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { look } from "../../rule.ts";
import { someOf } from "../../some-of.ts";
import { readPeer, seeConfiguration } from "./link-draft.ts";
import { linkRule } from "./link-rule.ts";
import { refusedKeys, refusesAll } from "./refused-together.ts";

export const credentialsRejected = linkRule({
  code: "credentials-rejected",
  specificity: 8,
  classes: ["authentication"],
  blame: (link, situation) => (refusesAll(link, situation) ? "peer" : "caller"),
  meaning:
    "A server refuses the user, password or token that a caller presents: the caller's settings, or the server's where it refuses all who call it.",
  remedy: "Compare the caller's secret with what the server knows; restart the caller after it changed.",
  disproof: "The same credentials work from another client.",
  title({ caller, peer }, link, situation) {
    const user = link.clue.entities.user ? ` (user ${link.clue.entities.user})` : "";
    if (refusesAll(link, situation)) return `${peer} refuses the credentials of everyone who calls it${user}`;
    const [first, ...more] = refusedKeys(link, situation);
    const same = more.filter(({ holder }) => first && shortName(holder) === shortName(first.holder));
    const keys = first && someOf([...new Set([first, ...same].map(({ key }) => key))]);
    const where = first ? `: see ${shortName(first.holder)} (${keys})` : "";
    return `${peer} refuses the credentials of ${caller}${user}${where}`;
  },
  // The workload shows where its settings come from; a Secret itself may not be readable.
  shown(link, situation) {
    const [first] = refusedKeys(link, situation);
    const { ref } = link.caller ?? link.logger;
    return first
      ? [cite.object(ref, `${ref.name} is given key ${first.key} of ${shortName(first.holder)}; values are not read`)]
      : [];
  },
  next(object, link, situation) {
    const [first] = refusedKeys(link, situation);
    if (refusesAll(link, situation)) return [readPeer(link.peer, object)];
    if (first?.holder.kind !== "Secret") return [seeConfiguration(object)];
    const { namespace } = first.holder;
    return [
      look("See which keys it has and when it changed", `kubectl -n ${namespace} describe ${shortName(first.holder)}`),
    ];
  },
});
