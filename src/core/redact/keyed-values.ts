import { isFiller, isRandom, isUuid } from "./chance.ts";
import { isHarmless, isProse } from "./harmless.ts";
import { kindOfName } from "./names.ts";
import { placeholderOf } from "./placeholder.ts";
import type { Redaction } from "./rule.ts";

/**
 * `name = value` in the ways that shells, YAML, JSON, properties, logfmt, Go and code write it; quotes may be escaped, as
 * in JSON inside JSON. A name is tried from its start only, so that a long word is read once.
 */
const NAME =
  /(?<![\w.-])([\w.-]+)((?:\\?["'\]]){0,2}[ \t]{0,8}(?:=>|[:?]{0,3}=|:(?!:)|,(?=[ \t]{0,8}\\?["']))[ \t]{0,8}\[?)/g;
/** In quotes, which a cut line leaves open, or up to what ends a bare value. */
const VALUE = /(\\?["'`])((?:(?!\1)(?:[^\\\n]|\\[^\n])){0,8192})(\1?)|([^\s,;&"'<>{}()[\]`]+)/y;
/** `auth: password=…`: the inner name says more. */
const INNER = /["'`\\]{0,2}([A-Za-z][\w.-]*)[=:]./y;
/** `<add key="Password" value="…">`, and `- name: X_TOKEN` with `value:` on the next line, as containers have it. */
const NAMED =
  /\b((?:key|name)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?)([\w.-]{1,100})(["']?[ \t]{0,4},?\s{0,80}["']?value["']?[ \t]{0,4}[=:][ \t]{0,4})(["']?)([^\s"'<>,}]{1,8192})/gi;
/** `<password>…</password>` */
const ELEMENT = /(<([\w.:-]{1,60})>)([^<>\s]{1,1024})(?=<\/)/g;
/** Bundler's `BUNDLE_GEMS__EXAMPLE__ORG=user:password`. */
const HOST_LOGIN = /^BUNDLE_\w{1,200}__\w{1,60}$/;
/** In manifests `secretKey: api-key` names a key of a Secret. */
const REFERS = /^secretKey$/;
/** An object's name in prose: `secret gitea-admin-token: …`. */
const OBJECT = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

export const KEYED_VALUES: Redaction = {
  trigger: /pass|pw|secret|token|key|auth|cred|login|access_?id|sess|dsn\b|BUNDLE_/i,
  apply: (text) =>
    maskAssigned(text)
      .replace(NAMED, (all, before, name, between, open, value) =>
        isSecretValue(name, value) ? `${before}${name}${between}${open}${placeholderOf(value)}` : all,
      )
      .replace(ELEMENT, (all, tag, name, value) => (isSecretValue(name, value) ? tag + placeholderOf(value) : all)),
};

/** What follows the name of no secret is read again: it may be another name. */
function maskAssigned(text: string): string {
  let out = "";
  let copied = 0;
  for (const { 0: lead, 1: name = "", 2: between = "", index } of text.matchAll(NAME)) {
    const at = index + lead.length;
    if (at < copied || !mayHoldSecret(name) || (between.includes(",") && text[index - 2] !== "(")) continue;
    INNER.lastIndex = at;
    if (mayHoldSecret(INNER.exec(text)?.[1] ?? "")) continue;
    VALUE.lastIndex = at;
    const [all = "", open = "", quoted = "", close = "", bare] = VALUE.exec(text) ?? [];
    const value = bare ?? quoted;
    const after = text.slice(at + all.length, at + all.length + 80);
    if (!isSecret(name, value, open === "") || (open === "`" && value.includes(" "))) continue;
    if (open === "" && isSaid(name, between, value, after)) continue;
    out += text.slice(copied, at) + open + placeholderOf(value) + close;
    copied = at + all.length;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

function mayHoldSecret(name: string): boolean {
  return HOST_LOGIN.test(name) || kindOfName(name) !== "no";
}

/** Whether the value of a field or variable of this name is a secret. */
export function isSecretValue(name: string, value: string): boolean {
  return isSecret(name, value, false);
}

function isSecret(name: string, value: string, isBare: boolean): boolean {
  const kind = HOST_LOGIN.test(name) && value.includes(":") ? "secret" : kindOfName(name);
  if (
    kind === "no" ||
    (REFERS.test(name) && OBJECT.test(value)) ||
    (isBare ? isHarmless(value) : isReferred(value)) ||
    isFiller(value)
  )
    return false;
  return (
    kind === "secret" ||
    (/id$/i.test(name) ? isRandom(value, 12) && !isUuid(value) : isRandom(value)) ||
    isUserAndPassword(name, value)
  );
}

/** In quotes a word is a value: `password: "wrong"`; but an empty one and a reference are none. */
function isReferred(value: string): boolean {
  return isHarmless(value) && !/^[a-z]{4,}$/i.test(value);
}

/** `name: word` and on goes the sentence. */
function isSaid(name: string, between: string, value: string, after: string): boolean {
  if (!/^[\s"'\\\]]*: +$/.test(between)) return false;
  return isProse(value, after) || (OBJECT.test(name) && /^[A-Za-z]+$/.test(value));
}

/** Docker's `auth` is the Base64 of `user:password`. */
function isUserAndPassword(name: string, value: string): boolean {
  if (!/auth$/i.test(name) || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false;
  return /^[\x20-\x39\x3b-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(value, "base64").toString("latin1"));
}
