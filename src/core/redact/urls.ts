import { isRandom } from "./chance.ts";
import { isHarmless } from "./harmless.ts";
import { placeholderOf } from "./placeholder.ts";
import type { Redaction } from "./rule.ts";

/** `scheme://user:secret@host` keeps the user: it names who was refused. */
const USER_PASSWORD = /(:\/\/[^\s:/@"'<>]{0,128}:)([^\s/"'<>]{1,256})(@)/g;
/** `https://TOKEN@host` */
const USER_TOKEN = /(:\/\/)([\w.~+%-]{16,256})(@)/g;
/** `user:secret@tcp(db:3306)/ledger`, the form of Go's drivers. */
const DRIVER = /(?<![^\s"'`=(])([\w.-]{1,64}:)(\S{1,256}?)(@(?:tcp6?|unix|udp)\()/g;
/** What signs a link, or stands for a login, in a query. */
const PARAMETER =
  /([?&](?:sig|signature|x-amz-signature|x-amz-security-token|x-amz-credential|x-goog-signature|code|sv_sig|access_token|auth)=)([^\s&"'<>#]{8,2048})/gi;

export const URLS: Redaction = {
  trigger: /:\/\/|@(?:tcp|unix|udp)|[?&][\w-]{1,24}=/,
  apply: (text) =>
    text
      .replace(USER_PASSWORD, (all, before, value, after) =>
        isHarmless(value) ? all : before + placeholderOf(value) + after,
      )
      .replace(USER_TOKEN, (all, before, value, after) =>
        isRandom(value) ? before + placeholderOf(value) + after : all,
      )
      .replace(DRIVER, (all, before, value, after) => (isHarmless(value) ? all : before + placeholderOf(value) + after))
      .replace(PARAMETER, (all, before, value) => (isHarmless(value) ? all : before + placeholderOf(value))),
};
