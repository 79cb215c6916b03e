/**
 * Secrets in text, by shape. Limits: a password with no key, prefix or structure around it cannot be told from a word.
 * Formats are those that the issuers publish (prefix and length).
 */
const TOKENS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, // JWT
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g, // AWS access key id
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g, // GitHub
  /\bgithub_pat_\w{22,}\b/g,
  /\bgl(?:pat|ptt|rt|dt|soat|cbt)-[\w-]{20,}/g, // GitLab
  /\bxox[abeprs]-[\w-]{10,}/g, // Slack
  /\bhttps:\/\/hooks\.slack\.com\/\S+/g,
  /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/g, // Stripe
  /\bAIza[\w-]{35}\b/g, // Google API key
  /\bya29\.[\w-]{20,}/g, // Google OAuth
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bpypi-[\w-]{16,}/g,
  /\bdop_v1_[a-f0-9]{64}\b/g, // DigitalOcean
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g, // SendGrid
  /\bsk-(?:ant-|proj-|svcacct-)?[\w-]{20,}/g, // model APIs
  /\bhv[sb]\.[\w-]{20,}/g, // Vault
  /\bglsa_\w{32,}/g, // Grafana
];

/** `scheme://user:secret@host` keeps the user: it names who was refused. */
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)([^\s@/]+)(@)/gi;
const AUTHORIZATION =
  /(\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token|digest)?\s*)([\w.~+/=-]{6,})/gi;
const BEARER = /(\bbearer\s+)([\w.~+/=-]{16,})/gi;
const KEYED =
  /((?:[\w.-]*(?:passwd|password|passphrase|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|client[_-]?secret|credential|auth[_-]?key|encryption[_-]?key|signing[_-]?key))["']?\s*(?:=>|:=|=|:)\s*)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^\s,;&"'<>{}()[\]]+)/gi;

/** `--db-password hunter2`: a flag takes the next word, prose (`password is required`) does not. */
const FLAG =
  /((?:^|[\s"'])--?[\w-]*(?:passwd|password|passphrase|secret|token|api-?key|access-?key|private-?key)\s+)(?!-)([^\s,;&"'<>{}()[\]]+)/gi;

const MASK = "[redacted]";
/** Values after a key that are words about a secret and not the secret. */
const HARMLESS =
  /^["']?(?:true|false|null|nil|none|undefined|yes|no|\*+|\[?redacted\]?|<[^>]*>|\$\{?[\w.]+\}?|not|is|was|for|invalid|required|expired|missing|incorrect|wrong|\d{1,4})["']?$/i;

/** The text with secrets replaced by `[redacted]`. Applied where data enters; a second pass changes nothing. */
export function redact(text: string): string {
  let out = text;
  for (const token of TOKENS) out = out.replace(token, MASK);
  return out
    .replace(URL_PASSWORD, (_, before: string, _secret, after: string) => `${before}${MASK}${after}`)
    .replace(AUTHORIZATION, (_, before: string) => `${before}${MASK}`)
    .replace(BEARER, (_, before: string) => `${before}${MASK}`)
    .replace(FLAG, (all: string, before: string, value: string) => (HARMLESS.test(value) ? all : `${before}${MASK}`))
    .replace(KEYED, (all: string, before: string, value: string) => (HARMLESS.test(value) ? all : `${before}${MASK}`));
}

/** The same for every string inside plain data; keys stay as they are. */
export function redactDeep<T>(value: T): T;
export function redactDeep(value: unknown): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactDeep(item));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactDeep(item)]));
  return value;
}
