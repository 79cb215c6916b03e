/** What kind of question it is. The words of an answer depend on it, findings never do: `access/asked.ts` alone reads a claim. */
export interface Inquiry {
  /** It says that something is wrong: that nothing was found does not make it untrue. */
  complaint: boolean;
  /** It is about requests: whether somebody is served, how fast, with what result. */
  requests: boolean;
  /** It asks whether pods may be moved: for a drain, an upgrade, maintenance. */
  disruption: boolean;
}

/** Questions that claim nothing: "what's wrong with X?", "any errors in X?", "is something broken?". */
const OPEN =
  /\b(?:what(?:['’]?s| is| are)?(?: the)? (?:wrong|matter|problems?|issues?)|(?:is|are) there(?: an?)?|any(?:thing|body|one)?|something)\b(?: (?:wrong|broken|failing|down|slow|stuck|off|errors?|problems?|issues?|failures?))*/gi;

const TROUBLE = word([
  "why|not?|never|nobody|nothing|none|without|neither|cannot|unable",
  "(?:is|are|was|were|do|does|did|ca|could|wo|would|has|have|had|should)n['’]?t",
  "down|dead|broken?|gone|lost|missing|stuck|late|slow(?:ly|er)?|pending|terminating|forever|bad|half|only|keeps?|waiting|containercreating",
  "unavailable|unreachable|unhealthy|unready|unresponsive|overloaded|wrong|trouble|outage|incident|problems?|issues?",
  "(?:fail|crash|hang|restart|flap|refus|reject|den[iy]|evict|kill|leak|complain|loop|spik|throttl|freez|exceed|block)\\w*",
  "(?:disappear|degrad|delay|stall|panic|drop|exit|abort|stop|suffer|lock|timeout|deadlock)\\w*|hung|froze|died|dies|threw|throw\\w*",
  "times? out|timed out|timing out|back-?off|crashloop\\w*|oom(?:-?kill\\w*)?|\\w*errors?|\\w*exceptions?|[45](?:\\d\\d|xx)",
]);
/** The same in German, French, Spanish, Portuguese and Japanese, as people type it beside an English name. */
const TROUBLE_ELSEWHERE = new RegExp(
  [
    "(?<!\\p{L})(?:kaputt|ausgefallen|langsam\\p{L}{0,3}|fehler\\p{L}{0,8}|hängt|abgestürzt|störung(?:en)?|(?:funktioniert|geht|läuft|antwortet) (?:nicht|nichts)|nichts geht)(?!\\p{L})",
    "(?<!\\p{L})(?:en panne|panne|lente?s?|erreurs?|plant[ée]e?|(?:ne|n') ?\\p{L}{1,20} (?:pas|plus))(?!\\p{L})",
    "(?<!\\p{L})(?:caíd[oa]s?|lent[oa]s?|rot[oa]s?|falla\\p{L}{0,3}|errores|no (?:funciona|responde|anda|arranca)|bloquead[oa]s?)(?!\\p{L})",
    "(?<!\\p{L})(?:fora do ar|quebrad[oa]s?|erros?|falh\\p{L}{1,5}|não (?:funciona|responde|sobe|abre)|travad[oa]s?)(?!\\p{L})",
    "落ち|動かな|動きませ|遅い|重い|エラー|障害|止ま|つながら|繋がら|失敗",
  ].join("|"),
  "iu",
);
/** Words that somebody quotes are what a program printed, and nobody quotes what is well. */
const QUOTED_TEXT = /["“”„«][^"“”„«»\n]{0,200}\S\s{1,9}\S[^"“”„«»\n]{0,200}["“”»]/;
const REQUESTS = word([
  "requests?|traffic|latency|customers?|users?|pages?|logins?|gateway|down|outage|slow(?:ly|er)?|errors?|[45](?:\\d\\d|xx)",
  "fail\\w*|timeouts?|times? out|timed out|timing out|respon\\w*|answer\\w*|serv(?:e|es|ed|ing)|reach\\w*|refus\\w*",
  "unreachable|unavailable|unresponsive",
]);
const DISRUPTION = word(["(?:drain|cordon|evict|upgrad|disrupt|reboot)\\w*|maintenance"]);

/** Reads the words of a question; `names` are those of what it is about, which claim nothing by themselves. */
export function inquiryOf(question: string, names: readonly string[]): Inquiry {
  const known = new Set(names.map((name) => name.toLowerCase()));
  const words = question.toLowerCase().replace(/[\w./-]+/g, (token) => (known.has(token) ? "X" : token));
  return {
    complaint: [TROUBLE, TROUBLE_ELSEWHERE, QUOTED_TEXT].some((told) => told.test(words.replace(OPEN, " "))),
    requests: REQUESTS.test(words),
    disruption: DISRUPTION.test(words),
  };
}

/** Whole words, and no part of a name such as `error-tracker`. */
function word(alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<![\\w./-])(?:${alternatives.join("|")})(?![\\w/-]|\\.\\w)`, "i");
}
