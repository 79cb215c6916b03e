/** What a condition's type or a phase says by its words, when it is True. */
export type Sense = "good" | "bad" | "busy" | "ended" | "unknown";

/**
 * Words of condition types and phases, by what they say: the conventions of kstatus (Ready, Reconciling, Stalled), of the API
 * conventions ("Ready, Succeeded; DiskPressure"), and of operators. Whole words of a camel-case name, so that `ReadyForFailover`
 * is not a failure.
 */
const BAD =
  /^(?:abort(?:ed)?|blocked|broken|conflict(?:s|ed|ing)?|corrupt(?:ed|ion)?|crash(?:ed|ing|loop)?|dangling|deadlock|degraded|denied|drifted|err(?:ors?|ored)?|evicted|exceeded|exhausted|expired|fail(?:s|ed|ing|ures?)?|fallback|fatal|frequent|insufficient|interrupted|invalid|locked|lost|misconfigured|mismatch|missing|offline|oom|pressure|problems?|readonly|red|refused|rejected|stalled|stuck|throttled|timeout|unable|unavailable|unhealthy|unreachable|unready|unschedulable|violat(?:ed|ions?)|warn(?:ing)?|wrong)$/;
const GOOD =
  /^(?:able|accepted|admitted|alive|allocated|applied|approved|archiving|assigned|attached|available|bound|configured|connected|created|deployed|ensured|established|found|fulfilled|granted|green|healthy|initialized|injected|installed|joined|listening|loaded|normal|ok|online|operational|presented|programmed|provisioned|reachable|ready|reconciled|registered|released|resolved|running|satisfied|scheduled|served|serving|started|synced|synchronized|up|valid|validated|verified|working)$/;
/** True at the end of the work; until then False says nothing. */
const ENDED = /^(?:complete|completed|done|finished|succeeded|success|successful)$/;
const BUSY = /^(?:pending|queued|waiting|[a-z]{4,}ing)$/;
const NO = /^(?:no|not|non|un|out)$/;

/** `Ready` good, `DiskPressure` bad, `Reconciling` busy, `NotReady` bad, `Active` unknown. */
export function senseOf(name: string): Sense {
  const words = wordsOf(name);
  const negated = words.some((word) => NO.test(word));
  if (words.some((word) => BAD.test(word))) return negated ? "good" : "bad";
  if (words.some((word) => GOOD.test(word))) return negated ? "bad" : "good";
  if (words.some((word) => ENDED.test(word))) return negated ? "busy" : "ended";
  if (words.some((word) => BUSY.test(word))) return "busy";
  return /^(?:outofsync|timedout)$/i.test(name) ? "bad" : "unknown";
}

const FAILURE =
  /fail|error|invalid|not ?found|denied|forbidden|unauthori|missing|unable|cannot|can't|could not|couldn't|refus|reject|exceed|timed? ?out|conflict|unsupported|unreachable|no ?matching|no such|expired|degraded|unhealthy|crash|mismatch|illegal|unknown|undefined|not (?:exist|permitted|allowed|supported|valid)|doesn?'?t exist|does not exist|panic|stalled/i;

/** Reasons of controllers that wait for another, or are at work. */
const WAITING =
  /^(?:DoesNotExist|DependencyNotReady|\w{0,60}(?:InProgress|Progressing|Pending|Waiting|Creating|Reconciling|Initializing|Provisioning|Deploying|Installing|Updating)\w{0,60})$/;
const WORKING =
  /\b(?:waiting|in progress|progressing|pending|creating|provisioning|initializing|not yet|being created)\b/i;

/** Does a reason, or a message, tell of a failure? */
export function tellsFailure(text: string): boolean {
  return FAILURE.test(text);
}

/** Does the controller say that it is at work, or waits? Without a word it may be. */
export function tellsWork(reason: string, message: string): boolean {
  if (tellsFailure(reason.replace("DoesNotExist", ""))) return false;
  return WAITING.test(reason) || (!tellsFailure(message) && (message === "" || WORKING.test(message)));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
