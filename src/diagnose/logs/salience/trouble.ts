import { searchFor } from "../prefilter/automaton.ts";

/** How much a line says by its words alone, whatever its level. 3: hardly printed when all is well; 1: worth a look. */
export type Trouble = 0 | 1 | 2 | 3;

const GRAVE = [
  "panic fatal exception traceback segfault segmentation sigsegv sigbus sigabrt corrupt crash abort critical severe emerg",
  "unhandled uncaught deadlock exhausted exhaustion unrecoverable killed oom oomkilled",
]
  .join(" ")
  .split(" ")
  .concat(["out of memory", "core dumped", "data loss", "division by zero", "giving up", "gave up"]);

const BAD = [
  "error erro err eror fail cannot refused denied forbidden unauthorized invalid missing unable timeout unreachable unavailable",
  "violation mismatch unexpected exceed overload insufficient malformed unsupported illegal reject expired broken undefined",
  "incompatible inconsistent unresolved unhealthy terminating discard exiting unrecognized conflict disconnected stuck stalled",
  "lost alarm unknown timed_out duplicate incomplete enospc econnrefused enoent eacces",
]
  .join(" ")
  .split(" ")
  .concat([
    "can't",
    "couldn't",
    "could not",
    "can not",
    "not found",
    "no such",
    "not permitted",
    "not allowed",
    "not available",
    "not connected",
    "not ready",
    "not enough",
    "does not",
    "doesn't",
    "did not",
    "is not",
    "no space",
    "timed out",
    "too many",
    "too large",
    "too long",
    "too short",
    "too small",
    "too old",
    "must be",
    "must not",
    "shutting down",
    "exit code",
    "exit status",
    "already in use",
    "read only",
    "bad request",
    '"s":"e"',
    '"s":"f"',
    '"level":50',
    '"level":60',
  ]);

const ODD = [
  "warn wrn retry retries retrying reset closed limit blocked throttl degraded slow dropped dropping skipped skipping ignored",
  "rollback required wrong bad stale lagging leak cancelled canceled stopped discouraged deprecated alert",
]
  .join(" ")
  .split(" ")
  .concat(["falling back", "less than", "greater than", "more than", '"s":"w"', '"level":40']);

const WORDS = [
  ...GRAVE.map((text) => ({ text, trouble: 3 as const })),
  ...BAD.map((text) => ({ text, trouble: 2 as const })),
  ...ODD.map((text) => ({ text, trouble: 1 as const })),
];

const find = searchFor(WORDS.map(({ text }) => text));

/** klog's `E0601 …`, Ruby's `E, [2026-…`, librdkafka's `%3|…`, Redis's `1:M 01 Jun 2026 01:50:00.123 # …`, etcd's `… E | …`. */
const MARKED = /^(?:[EFWC](?:\d{4} |, \[)|%[0-4]\||\d+:[MSCX] [^#]{18,30}# |\d{4}-\d\d-\d\d [\d:.]{8,18} [EWC] \| )/;
/** What is longer is payload. */
const MAX_LENGTH = 1000;

/** About a third of a microsecond a line. */
export function troubleIn(line: string): Trouble {
  const text = line.length > MAX_LENGTH ? line.slice(0, MAX_LENGTH) : line;
  let most: Trouble = MARKED.test(text) ? 2 : 0;
  find(text, (which, end) => {
    const word = WORDS[which];
    if (word && word.trouble > most && beginsWord(text, end - word.text.length)) most = word.trouble;
  });
  return most;
}

/** `refused`, `ECONNREFUSED`, `ConnectionRefused`, but not the `err` in `transferred`. */
function beginsWord(text: string, at: number): boolean {
  if (at === 0 || isUpper(text.charCodeAt(at))) return true;
  const before = text.charCodeAt(at - 1) | 32;
  return before < 97 || before > 122;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** Counts of nothing, and fields that say there was none: `0 errors`, `failed=0`, `"error":null`, `err=<nil>`. */
const NOTHING_WRONG =
  /\b(?:0|no|zero|without(?: any)?) (?:\w{1,20} )?(?:errors?|failures?|failed|warnings?|exceptions?|issues?|problems?|conflicts?|timeouts?)\b|\b(?:errors?|err|fail(?:ed|ures?)|warnings?|timeouts?|exceptions?|skipped|dropped|retries|killed)["']?\s{0,2}[:=]\s{0,2}["']?(?:0\b(?!\.)|null|nil|<nil>|none|false|""|$)/i;

/** Does the line say that there was no trouble? */
export function deniesTrouble(text: string): boolean {
  return NOTHING_WRONG.test(text);
}
