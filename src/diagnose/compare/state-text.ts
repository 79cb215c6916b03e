import type { PodState } from "./pod-state.ts";

/** How people say it of several pods, and of one. */
const TEXTS: Readonly<Record<PodState, readonly [string, string]>> = {
  works: ["work", "works"],
  ends: ["keep exiting", "keeps exiting"],
  unanswered: ["do not answer their probes", "does not answer its probe"],
  unready: ["are not ready", "is not ready"],
  "cut-off": ["get no answer from what they call", "gets no answer from what it calls"],
  "off-time": ["have another time than their peers", "has another time than its peers"],
  unreached: ["give no answer to callers elsewhere", "fails its callers"],
  disk: ["fail on their disk", "fails on its disk"],
  other: ["are in trouble", "is in trouble"],
};

export function pluralOf(states: ReadonlySet<PodState>): string {
  return [...states].map((state) => TEXTS[state][0]).join(" or ");
}

export function singularOf(state: PodState): string {
  return TEXTS[state][1];
}
