/** What the last word of a setting's name says when its value is a secret, whatever it looks like. */
const SECRET =
  /^(?:.*(?:password|passwd|passphrase|passcode|apikey|secret|secretkey|accesskey|privatekey|accountkey)|(?:.{0,3}|.*(?:db|user|admin|root|smtp|ftp|my|sql|redis|rmq|require))pass|masterauth|(?:.*p|d?b?)wd|p[asw]*wd?|pw|psw|credentials?|creds|(?!.*web).*token)$/;
/** The same of the last two words. */
const SECRET_PAIR =
  /^(?:(?:api|access|private|client|auth|encryption|signing|secret|account|master|license|licence|storage|shared|app|application|consumer|webhook|hmac|session|cookie|root|admin|service)[ ]key|secret value|token value|password value|pass phrase|pass word|basic auth|access id secret)$/;
/** Names whose value is a secret when it looks like one: `HEROKU_KEY`, `SONAR_LOGIN`, Docker's `auth`. */
const PERHAPS = /^(?:.+key|.*login|auth|.*accessid|.*(?:jsessionid|phpsessid|sessid)|sid|.+session|dsn)$/;
const PERHAPS_PAIR = /^(?:access id|user auth|.+ key)$/;
/** Keys that find a thing, not open it. */
const INNOCENT_KEY =
  /^(?:idempotency|partition|routing|cache|primary|sort|public|foreign|index|lookup|row|record|shard|hash|dedup|dedupe|group|object|lock|store|trace|correlation|cluster|host|label|annotation|map|config|message|request|job|task|event|unique|composite|range|bucket|topic|queue|shortcut|translation|i18n|metric|series|schema|tls|known|key) key$/;
/** Public by their name. */
const PUBLIC =
  /^(?:public|checksum|hash|digest|publishable|next|page|continue|cursor|pagination|sync|cancellation|tokenizer|eos|bos|pad|unk|sep|max|min|num|stop|start) /;

export type Kind = "secret" | "perhaps" | "no";

const kinds = new Map<string, Kind>();
const MAX_KINDS = 5_000;
const MAX_NAME = 200;

/** Whether a setting of this name holds a secret. */
export function kindOfName(name: string): Kind {
  const known = kinds.get(name);
  if (known) return known;
  const kind = classify(wordsOf(name.slice(-MAX_NAME)));
  if (kinds.size >= MAX_KINDS) kinds.clear();
  kinds.set(name, kind);
  return kind;
}

/** `db.dbPassword2` → db, db, password */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/(?<!\d)\d+$/, ""))
    .filter((word) => word !== "");
}

function classify(words: readonly string[]): Kind {
  const last = words.at(-1) ?? "";
  const pair = words.slice(-2).join(" ");
  if (PUBLIC.test(pair) || INNOCENT_KEY.test(pair)) return "no";
  if (SECRET.test(last) || SECRET_PAIR.test(pair)) return "secret";
  if (words.length === 1 && last === "key") return "no";
  return PERHAPS.test(last) || (words.length > 1 && (PERHAPS_PAIR.test(pair) || last === "key")) ? "perhaps" : "no";
}
