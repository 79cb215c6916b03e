import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { someOf } from "../../some-of.ts";
import { linkDraft } from "./link-draft.ts";
import { type RefusedAlone, refusedAlone } from "./served-elsewhere.ts";

export const clientAddressSuspect = defineRule({
  code: "client-address-suspect",
  family: "dependency",
  role: "cause",
  severity: "critical",
  specificity: 6,
  meaning:
    "One client cannot connect to a store that serves others: the address or port that this client is given is wrong.",
  needs: "Its log, the names of the settings with the address, and other clients of the same store that work.",
  remedy: "Compare host and port with those of a client that is served.",
  disproof: "The client's host and port are those of the clients that are served.",
  *check(situation) {
    for (const alone of refusedAlone(situation)) {
      const { link, caller, keys, store, served } = alone;
      const { holder } = keys[0];
      const where = keysText(alone);
      const names = someOf(
        served.map(({ ref }) => ref.name),
        2,
      );
      const title = `${caller.ref.name} cannot connect to the ${store} server that serves ${names}: wrong host or port in ${where}`;
      const draft = linkDraft(link, caller.ref, title, [
        look("See which keys it has", `kubectl -n ${holder.namespace} describe ${shortName(holder)}`),
      ]);
      // The workload names the keys; a Secret itself may not be readable.
      const told = cite.object(caller.ref, `${where} tell ${caller.ref.name} where ${store} is; values are not read`);
      const others = cite.object(caller.ref, `${served.length} other clients of ${store} are ready and log no failure`);
      yield { ...draft, confidence: "medium", evidence: [draft.evidence[0], told, others, ...draft.evidence.slice(1)] };
    }
  },
});

/** `secret/orders-db (MYSQL_HOST, MYSQL_PORT)`: the first holder with its keys. */
function keysText({ keys }: RefusedAlone): string {
  const holder = shortName(keys[0].holder);
  const own = keys.filter((item) => shortName(item.holder) === holder).map(({ key }) => key);
  return `${holder} (${someOf([...new Set(own)])})`;
}
