import { keyOf } from "../../core/object.ts";
import type { Situation } from "../situation/situation.ts";
import { byName, type Candidate, distance, isDependent, isOutage } from "./candidate.ts";
import { inOrder } from "./order.ts";
import { type Ranked, ranked } from "./rank.ts";
import { Reaching, type Root } from "./reaching.ts";
import { tierOf } from "./tier.ts";
import { toldTogether } from "./told-together.ts";
import { severityOf, sureness, weightOf } from "./weight.ts";

/** Clocks of nodes and controllers differ, and a probe needs some failures before it speaks. */
const SLACK_MS = 5 * 60_000;

/**
 * Puts every symptom, and every cause that is only an effect, under the root that explains it best; the best root first,
 * and what is noticed after what does harm.
 * A finding explains another when its trouble reaches the other's object and it tells more, or lies upstream of it.
 */
export function explain(candidates: readonly Candidate[], situation: Situation): Ranked[] {
  const reaching = new Reaching();
  const place = (item: Candidate, below: Candidate[] = []): Root[] => {
    const parent = isDependent(item) ? bestOf(reaching.rootsAbove(item), item) : undefined;
    if (!parent) return [reaching.add({ ...item, explains: below })];
    for (const effect of [item, ...below]) reaching.adopt(parent, effect);
    return [];
  };
  const { alone, together } = toldTogether(
    inOrder(candidates).flatMap((item) => place(item)),
    situation,
  );
  const roots = [...alone, ...together.flatMap(({ explains: below, ...item }) => place(item, below))];
  for (const root of roots)
    root.explains.sort(
      (a, b) => distance(root, a) - distance(root, b) || b.rule.specificity - a.rule.specificity || byName(a, b),
    );
  const isOld = oldAmong(roots);
  return ranked(roots.map((root) => ({ ...root, weight: weightOf(root, isOld(root)), quoted: 0 })));
}

/** Trouble that was there this long before other trouble began is not what somebody asks about now. */
const OLD_MS = 6 * 60 * 60_000;

function oldAmong(roots: readonly Root[]): (root: Root) => boolean {
  const began = new Map(roots.map((root) => [root, beganLast(root)]));
  const harmful = roots.filter((root) => severityOf(root) !== "info").map((root) => began.get(root) ?? 0);
  const latest = harmful.reduce((a, b) => Math.max(a, b), 0);
  return (root) => (began.get(root) ?? latest) + OLD_MS < latest;
}

/** An old fault that has new effects on others is as new as they are. */
function beganLast({ began, explains, key }: Root): number | undefined {
  const elsewhere = explains.filter((effect) => effect.key !== key);
  const times = [began, ...elsewhere.map((effect) => effect.began)].filter((time) => time !== undefined);
  return began === undefined ? undefined : times.reduce((a, b) => Math.max(a, b), began);
}

function bestOf(roots: readonly Root[], effect: Candidate): Root | undefined {
  let best: { root: Root; close: number } | undefined;
  for (const root of roots) {
    if (!explains(root, effect)) continue;
    const close = closeness(root, effect);
    if (!best || close > best.close || (close === best.close && byName(root, best.root) < 0)) best = { root, close };
  }
  return best?.root;
}

function explains(cause: Candidate, effect: Candidate): boolean {
  const steps = distance(cause, effect);
  if (steps === Number.POSITIVE_INFINITY || isOnlyNoticed(cause, effect)) return false;
  const { awaits } = effect.draft;
  // What is missing is missing because of what should have made it, and of nothing else that happens to reach this.
  if (awaits) return cause.key !== effect.key && cause.reach.has(keyOf(awaits));
  if (steps === 0)
    return (
      isWhyDown(cause, effect) ||
      (cause.rule.specificity > effect.rule.specificity && !isWhyDown(effect, cause)) ||
      (cause.rule.role === "cause" && effect.rule.role === "symptom") ||
      (cause.rule.specificity === effect.rule.specificity && sureness(cause) > sureness(effect))
    );
  // A symptom may stand for what is wrong further down; it explains only symptoms that lie above it.
  return cause.rule.role === "cause" || effect.rule.role === "symptom";
}

/** What keeps a part from running explains that it does not serve. */
function isWhyDown(cause: Candidate, effect: Candidate): boolean {
  return isOutage(effect) && cause.rule.role === "cause" && !isOutage(cause) && tierOf(cause) === "harm";
}

/** What is off explains the harm of symptoms, and only where it says why; a cause that does harm speaks for itself. */
function isOnlyNoticed(cause: Candidate, effect: Candidate): boolean {
  const both = cause.rule.role === "cause" && effect.rule.role === "symptom";
  return tierOf(cause) === "noticed" && tierOf(effect) === "harm" && !both;
}

/** A cause known to do harm is believed before one that was only noticed. */
const NOTICED = 8;

/** How well this cause explains this effect: near, before it, telling. */
function closeness(cause: Candidate, effect: Candidate): number {
  const late = cause.began !== undefined && effect.began !== undefined && cause.began > effect.began + SLACK_MS;
  const noticed = (cause.draft.tier ?? cause.rule.tier) === "noticed" ? NOTICED : 0;
  const telling = cause.rule.specificity + (cause.rule.role === "cause" ? 10 : 0);
  return telling - distance(cause, effect) - (late ? 20 : 0) - noticed;
}
