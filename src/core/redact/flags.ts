import { isFiller } from "./chance.ts";
import { isHarmless } from "./harmless.ts";
import { kindOfName } from "./names.ts";
import { placeholderOf } from "./placeholder.ts";
import type { Redaction } from "./rule.ts";

/** `--db-password hunter2`: a flag takes the next word, unless that is a setting of its own (`-w key="…"`); prose (`password is required`) does not. */
const LONG =
  /((?<![\w-])--?)([A-Za-z][\w.-]{1,80})([ \t]{1,4})(["']?)(?!-|[\w.-]{1,80}=["'])([^\s"'`;|&<>()[\]{}]{1,1024})/g;
/** `curl -u user:secret`: what is behind the colon. */
const CURL_USER =
  /(\b(?:curl|wget|http)\b[^|;]{0,400}?[ \t\n](?:-[a-zA-Z]{0,8}u|--(?:proxy-)?user)(?:=|[ \t]{0,8}))("[^"\n]{1,512}"(?::"[^"\n]{1,512}")?|'[^'\n]{1,512}'|[^\s"':]{1,256}:(?:'[^'\n]{1,512}'|"[^"\n]{1,512}"|[^\s"']{1,512}))/g;
/** Short flags mean a password only after these commands; elsewhere `-p` is a port, a path, a process. */
const SHORT =
  /(\b(?:redis-cli|valkey-cli)\b[^|;\n]{0,300}?\s-a\s{1,4}|\bsshpass\s{1,4}-p\s{0,4}|\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mariadb-admin)\b[^|;\n]{0,300}?\s-p|\b(?:docker|podman|buildah|skopeo|nerdctl|oras|crane|helm registry|az|mongo|mongosh|mongodump|mongorestore|rabbitmqadmin|oc|argocd)\b[^|;\n]{0,300}?\s-p\s{1,4}|\bldap(?:search|modify|add|delete|whoami|passwd)\b[^|;\n]{0,300}?\s-w\s{1,4})(?![\s-])(["']?)([^\s"']{1,512})/g;

export const FLAGS: Redaction = {
  trigger: /(?:^|[\s"'[])-/,
  apply: (text) =>
    text
      .replace(LONG, (all, dashes, name, space, quote, value) =>
        kindOfName(name) === "secret" && !isHarmless(value) && !isFiller(value)
          ? dashes + name + space + quote + placeholderOf(value)
          : all,
      )
      .replace(CURL_USER, (_, before: string, user: string) => before + withoutPassword(user))
      .replace(SHORT, (all, before, quote, value) => (isHarmless(value) ? all : before + quote + placeholderOf(value))),
};

function withoutPassword(given: string): string {
  const [, open = "", inner = "", close = ""] = /^(["']?)([\s\S]*?)(["']?)$/.exec(given) ?? [];
  const colon = inner.indexOf(":");
  if (colon < 0) return given;
  const [user, password] = [inner.slice(0, colon), inner.slice(colon + 1)];
  const quote = /^["']/.exec(password)?.[0] ?? "";
  const bare = password.replace(/^["']+|(?<!["'])["']+$/g, "");
  if (bare === "" && user.length > 3 && !isReference(user)) return `${open}${placeholderOf(user)}:${close}`;
  if (bare === "" || isReference(bare) || isFiller(bare)) return given;
  return `${open}${user}:${quote}${placeholderOf(bare)}${quote}${close}`;
}

/** What manuals write: `user:password`. */
const WORD = /^(?:pass(?:word|wd)?|token|secret|test|key|pw|pwd|api[-_]?key|\.+|[A-Z]+(?:_[A-Z]+)*)>?$/;

function isReference(text: string): boolean {
  return /^(?:[$<[%]|\{\{|redacted)/.test(text) || WORD.test(text) || isHarmless(text);
}
