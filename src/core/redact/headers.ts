import { isFiller } from "./chance.ts";
import { isHarmless } from "./harmless.ts";
import { placeholderOf } from "./placeholder.ts";
import type { Redaction } from "./rule.ts";

const AUTHORIZATION =
  /(\b(?:proxy-)?authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["'[]?[ \t]{0,4}(?:(?:bearer|basic|token|digest|apikey|negotiate|ntlm)[ \t]{1,4})?)(?!(?:bearer|basic|token|digest|apikey|negotiate|ntlm)\b)([\w.~+/=:-]{6,8192})/gi;
const BEARER = /(\bbearer[ \t]{1,4})([\w.~+/=-]{16,8192})/gi;
/** The values of cookies; what says how long and where they hold stays. */
const COOKIE = /(\b(?:set-)?cookie\\?["']?[ \t]{0,4}[:=][ \t]{0,4})([^\r\n]{1,8192})/gi;
const CRUMB =
  /(?<![\w.$-])([\w.$-]+=)(?<!\b(?:path|domain|expires|max-age|samesite|priority|version)=)([^;\s"'\\,]{6,8192})/gi;

export const HEADERS: Redaction = {
  trigger: /authorization|bearer|cookie/i,
  apply: (text) =>
    text
      .replace(AUTHORIZATION, mask)
      .replace(BEARER, mask)
      .replace(COOKIE, (_, before: string, crumbs: string) => before + crumbs.replace(CRUMB, mask)),
};

function mask(all: string, before: string, value: string): string {
  return isHarmless(value) || isFiller(value) ? all : before + placeholderOf(value);
}
