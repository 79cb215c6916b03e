import { asWritten, isTelling, mentionsIn } from "../core/mentions.ts";
import { inquiryOf } from "../diagnose/inquiry.ts";

/** `what's wrong with X`: the question names something, even if no source knows it. */
const NAMES_SOMETHING =
  /(?:\b(?:wrong|up|happening|problem|issue|matter|status|state|health)\s+(?:with|of|in)|\b(?:is|why is|check|diagnose|investigate))\s+(?:the\s+)?["'`]?([a-z0-9][a-z0-9._/-]*[a-z0-9])["'`]?\s*(?:\?|$|(?:service|namespace|deployment|pod|so|very|down|up|slow|broken|failing|crashing|restarting|unavailable|unhealthy|ok|healthy|not|in)\b)/i;
const COMMON =
  /^(?:it|this|that|everything|anything|something|all|my|our|the|a|an|cluster|site|prod|production|system|apps?|application|down|up|slow|broken|failing|wrong|here|there|why|what|help|status|health|users?|customers?|pods?|services?|nodes?|namespaces?|deployments?|workloads?|alerts?|events?|logs?|things?)$/i;
/** `ImagePullBackOff`, `FailedScheduling`: a state that something is in, unless an alert is called so. */
const STATE = /^[A-Z][a-z]{1,60}[A-Z][A-Za-z]{0,200}$|^[A-Z]{3,}[a-z]*$/;
/** So few words are a name, with what is wrong or a kind beside it. */
const SHORT = 2;

/** What a question certainly names, whether it is there or not: the only word of it, or what it asks after. */
export function assertedIn(question: string): string[] {
  const named = NAMES_SOMETHING.exec(question)?.[1];
  const words = question.trim().split(/\s+/);
  const short =
    words.length <= SHORT ? mentionsIn(question).words.filter((word) => words.length === 1 || isTelling(word)) : [];
  const written = short.map((word) => asWritten(word, question));
  return [...(named ? [named] : []), ...written].filter((name) => !isCommon(name) && !isState(name));
}

/** A word that names nothing by itself. */
export function isCommon(word: string): boolean {
  return COMMON.test(word);
}

function isState(name: string): boolean {
  return inquiryOf(name, []).complaint || STATE.test(name);
}
