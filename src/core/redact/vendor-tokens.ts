import { entropyOf, isFiller } from "./chance.ts";
import { placeholderOf } from "./placeholder.ts";
import type { Redaction } from "./rule.ts";
import { FORMS, LOOSE_FORMS } from "./token-forms.ts";

/** A form stands at the start of a word. Letters, digits and `+` before it make it a part of something longer. */
const TOKEN = new RegExp(`(?:${FORMS.map(([prefix, rest]) => prefix + rest).join("|")})`, "y");
const LOOSE = new RegExp(`(?<![\\w~.+-])(?:${LOOSE_FORMS.map(([lead, rest]) => lead + rest).join("|")})`, "g");
const LOOSE_TRIGGER = /\dQ~|\.atlasv1\.|_mmk|NRAL|[a-f0-9]-us\d|\d\||\d:AA|\b[MNO][A-Za-z\d]{23,25}\.|AAAA[\w-]{7}:/;
/** Webhook addresses are the credential; the host says whose they are. */
const WEBHOOK =
  /(\bhooks\.slack\.com\/(?:services|workflows|triggers)\/|\.webhook\.office\.com\/webhookb2\/|\bdiscord(?:app)?\.com\/api\/webhooks\/)([\w/@+-]{20,300})/g;
/** Placeholders that people write have less; the shortest forms come near 3. */
const LEAST_ENTROPY = 2.6;

export const VENDOR_TOKENS: Redaction = {
  trigger: /[\w.~|:-]{16}/,
  apply(text) {
    let out = maskForms(text);
    if (LOOSE_TRIGGER.test(out)) out = out.replace(LOOSE, mask);
    return out.includes("hook")
      ? out.replace(WEBHOOK, (_, host: string, path: string) => host + placeholderOf(path))
      : out;
  },
};

const ASCII = 128;
/** Whether a form begins with these two characters: most words are dismissed by two array reads. */
const STARTS = startsOf(FORMS.map(([prefix]) => prefix.replaceAll("\\", "")));
const IN_WORD = Uint8Array.from({ length: ASCII }, (_, code) => Number(/[A-Za-z0-9+]/.test(String.fromCharCode(code))));

function startsOf(prefixes: readonly string[]): Uint8Array {
  const starts = new Uint8Array(ASCII * ASCII);
  for (const prefix of prefixes) starts[prefix.charCodeAt(0) * ASCII + prefix.charCodeAt(1)] = 1;
  return starts;
}

function maskForms(text: string): string {
  let out = "";
  let copied = 0;
  let inWord = 0;
  for (let at = 0; at < text.length - 1; at++) {
    const code = text.charCodeAt(at);
    const before = inWord;
    inWord = code < ASCII ? (IN_WORD[code] ?? 0) : 0;
    if (inWord === 0 || before === 1) continue;
    const next = text.charCodeAt(at + 1);
    if (next >= ASCII || STARTS[code * ASCII + next] === 0) continue;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) continue;
    out += text.slice(copied, at) + mask(token);
    copied = at + token.length;
    at = copied - 1;
    inWord = 1;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

function mask(token: string): string {
  const body = token.replace(/^[A-Za-z]{1,20}[-_.]/, "");
  return isFiller(body) || entropyOf(body) < LEAST_ENTROPY ? token : placeholderOf(token);
}
