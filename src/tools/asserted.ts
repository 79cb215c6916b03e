import { asWritten, isTelling, mentionsIn } from "../core/mentions.ts";
import { inquiryOf } from "../diagnose/inquiry.ts";

/** `what's wrong with X`: the question names something, even if no source knows it. */
const NAMES_SOMETHING =
  /(?:\b(?:wrong|up|happening|problem|issue|matter|status|state|health)\s+(?:with|of|in)|\b(?:is|why is|check|diagnose|investigate))\s+(?:the\s+)?["'`]?([a-z0-9][a-z0-9._/-]*[a-z0-9])["'`]?\s*(?:\?|$|(?:service|namespace|deployment|pod|so|very|down|up|slow|broken|failing|crashing|restarting|unavailable|unhealthy|ok|healthy|not|in|and|or)\b|,)/i;
/** `X is down`, `why does X crash?`: what a sentence is about. */
const SUBJECT =
  /^\W*(?:(?:why|how come|since when|when)\s+)?(?:(?:is|are|does|do|did|has|have|the|our|my)\s+){0,2}["'`]?([a-z0-9][\w./-]{0,250}[a-z0-9])["'`]?\s+(?:(?:app|api|service|namespace|deployment|job|pods?)\s+)?(?:is|are|was|were|has|have|had|keeps?|can(?:no|['’])?t|won['’]?t|(?:is|are|does|do|did)n['’]?t|does|went|goes|fail(?:s|ed|ing)?|crash(?:es|ed|ing)?|restart(?:s|ed|ing)?|hangs?|times|returns?|throws?|answers|stopped|down|slow|unavailable)\b/i;
const COMMON = word([
  "it|this|that|everything|anything|something|nothing|all|my|our|the|an?|here|there|why|what|which|who|where|help",
  "i|you|we|they|users?|customers?|people|somebody|someone|nobody|cluster|site|prod|production|system|apps?|applications?",
  "down|up|slow|broken|failing|wrong|status|health|things?|latency|traffic|load|requests?|calls|errors?|responses?",
  "cpu|memory|disks?|network|dns|volumes?|claims?|images?|certificates?|secrets?|probes?|logs?|events?|alerts?",
  "pods?|services?|nodes?|namespaces?|deployments?|workloads?|jobs?|ingress(?:es)?|deploys?|builds?|releases?|rollouts?",
]);
/** `ImagePullBackOff`, `FailedScheduling`: a state that something is in, unless an alert is called so. */
const STATE = /^[A-Z][a-z]{1,60}[A-Z][A-Za-z]{0,200}$|^[A-Z]{3,}[a-z]*$/;
/** So few words are a name, with what is wrong or a kind beside it. */
const SHORT = 2;

/** `read-only`, `back-off`: words of messages that look like names. */
const COMPOUND = /-(?:only|up|down|off|out|in|over|time|wide|level|ready|based|side|like)$/i;

/** Several words in quotes are what a program printed. */
const MESSAGE = /["“`][^"“”`\n]{0,600}\S\s+\S[^"“”`\n]{0,600}["”`]/g;

/** What a question certainly names, whether it is there or not: the only word of it, or what it asks after. */
export function assertedIn(question: string): string[] {
  const subject = subjectOf(question);
  const named = NAMES_SOMETHING.exec(question)?.[1] ?? (subject && isTelling(subject) ? subject : undefined);
  const words = question.trim().split(/\s+/);
  const short =
    words.length <= SHORT ? mentionsIn(question).words.filter((word) => words.length === 1 || isTelling(word)) : [];
  const written = short.map((word) => asWritten(word, question));
  return [...(named ? [named] : []), ...written].filter((name) => !isCommon(name) && !isState(name));
}

/** What a question may name besides: what its sentence is about, and words like names outside the text that it quotes. */
export function wonderedIn(question: string): string[] {
  const asked = question.replace(MESSAGE, " ");
  const telling = mentionsIn(asked).words.filter((word) => isTelling(word) && !COMPOUND.test(word));
  const subject = subjectOf(asked)?.toLowerCase();
  return [...new Set([...(subject ? [subject] : []), ...telling])];
}

function subjectOf(question: string): string | undefined {
  const subject = SUBJECT.exec(question)?.[1];
  return subject && !isCommon(subject) && !COMPOUND.test(subject) ? subject : undefined;
}

/** A word that names nothing by itself. */
export function isCommon(word: string): boolean {
  return COMMON.test(word);
}

function isState(name: string): boolean {
  return inquiryOf(name, []).complaint || STATE.test(name);
}

function word(alternatives: readonly string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join("|")})$`, "i");
}
