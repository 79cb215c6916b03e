/** Lines after a name's definition in which its server stands. */
const BODY = 25;
const SERVER = /\b(?:server|address|url|host)\b/i;
const WORDS = /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/g;

/**
 * The Service behind a name of the configuration's own: `upstream NAME {` of nginx, `backend NAME` of HAProxy, a cluster of Envoy,
 * a service of Traefik. `undefined` when its definition names none.
 */
export function serverOf(
  lines: readonly string[],
  name: string,
  exists: (service: string) => boolean,
): string | undefined {
  const start = lines.findIndex((line) => isDefinition(line, name));
  if (start < 0) return undefined;
  return lines
    .slice(start + 1, start + 1 + BODY)
    .filter((line) => SERVER.test(line))
    .flatMap((line) => line.slice(0, 400).match(WORDS) ?? [])
    .find(exists);
}

const OPENING = /^(?:(?:upstream|backend|listen|- name:|name:) )?["']?([\w.-]{1,100})["']? ?[:{]?$/;

function isDefinition(line: string, name: string): boolean {
  const words = line.slice(0, 200).trim().split(/\s+/).join(" ");
  return OPENING.exec(words)?.[1] === name;
}

const ACL = /^\s*acl\s+(\S{1,100})\s+(path\S{0,10}\s.{1,200})$/;
const USE = /^(\s*use_backend\s+\S{1,100}\s+if\s+)(\S{1,100})\s*$/;

/** HAProxy's conditions by name, written out where they are used. */
export function withConditions(lines: readonly string[]): string[] {
  const conditions = new Map(
    lines.flatMap((line) => {
      const [, name, test] = ACL.exec(line.slice(0, 400)) ?? [];
      return name && test ? [[name, test] as const] : [];
    }),
  );
  if (conditions.size === 0) return [...lines];
  return lines.map((line) => {
    const [, begin, name = ""] = USE.exec(line.slice(0, 400)) ?? [];
    if (begin) return `${begin}${conditions.get(name) ?? name}`;
    return ACL.test(line.slice(0, 400)) ? "" : line;
  });
}
