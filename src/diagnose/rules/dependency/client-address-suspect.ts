import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type AddressKey, addressKeys } from "../../graph/address-keys.ts";
import { type Link, linksOfClass, NOT_REACHED } from "../../graph/links.ts";
import { type Draft, defineRule, look } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import { type Product, productNamed, productOf } from "../../situation/products.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { someOf } from "../../some-of.ts";
import { linkDraft } from "./link-draft.ts";

/** Clients that are served: with one alone it may be chance. */
const SERVED = 2;

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
    for (const link of linksOfClass(situation, ...NOT_REACHED, "dns-unknown")) yield* suspect(link, situation);
  },
});

function* suspect(link: Link, situation: Situation): Generator<Draft> {
  const { caller, peer } = link;
  const product = caller && peer.kind === "unknown" ? productIn(link) : undefined;
  if (!caller || !product) return;
  const keys = keysFor(caller, product, situation);
  const served = situation.workloads.filter((other) => isServed(other, caller, product, situation));
  const [first] = keys;
  if (!first || served.length < SERVED) return;
  const name = product.names.exec(`${first.key} ${first.holder.name}`)?.[0].toLowerCase() ?? "store";
  const names = served.map(({ ref }) => ref.name);
  const title = `${caller.ref.name} cannot connect to the ${name} server that serves ${someOf(names, 2)}: wrong host or port in ${keysText(keys)}`;
  const draft = linkDraft(link, caller.ref, title, [see(first.holder)]);
  const [log, ...more] = draft.evidence;
  const held = cite.object(
    first.holder,
    `${keysText(keys)} tell ${caller.ref.name} where ${name} is; values are not read`,
  );
  const others = cite.object(caller.ref, `${served.length} other clients of ${name} are ready and log no failure`);
  yield { ...draft, confidence: "medium", evidence: [log, held, others, ...more] };
}

/** The client library shows in the line's own signature, or in the lines of the trace above it. */
function productIn({ clue }: Link): Product | undefined {
  const { lines } = clue.stream;
  const at = lines.indexOf(clue.line);
  const above = lines.slice(Math.max(0, at - TRACE), at + 1).map(({ text }) => text);
  return productOf(clue.within ?? clue.signature) ?? productNamed(above.join("\n"));
}
/** Lines of a trace that are looked back over. */
const TRACE = 60;

function keysFor(workload: WorkloadView, { names }: Product, situation: Situation): AddressKey[] {
  return addressKeys(workload, situation).filter(({ key, holder }) => names.test(`${key} ${holder.name}`));
}

function isServed(other: WorkloadView, caller: WorkloadView, product: Product, situation: Situation): boolean {
  return (
    other !== caller &&
    other.ref.namespace === caller.ref.namespace &&
    other.pods.some(isReady) &&
    situation.clues(other).every((clue) => !NOT_REACHED.has(clue.class)) &&
    keysFor(other, product, situation).length > 0
  );
}

function keysText(keys: readonly AddressKey[]): string {
  const [first] = keys;
  const own = keys.filter(({ holder }) => first && shortName(holder) === shortName(first.holder));
  return `${first ? shortName(first.holder) : ""} (${someOf([...new Set(own.map(({ key }) => key))])})`;
}

function see(holder: ObjectRef) {
  return look("See which keys it has", `kubectl -n ${holder.namespace} describe ${shortName(holder)}`);
}
