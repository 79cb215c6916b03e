import type { Route } from "../../graph/route.ts";
import { routesOf } from "../../graph/routes.ts";
import type { Situation } from "../../situation/situation.ts";

/** A route whose path bears the name of one Service and that leads to another. */
export interface Misdirected {
  route: Route;
  /** The Service of that name, to which no route leads. */
  meant: string;
  /** Routes of the same holder whose path bears the name of the Service that they lead to. */
  alike: number;
}

/** Fewer routes, or names with a word in common, are no custom. */
const CUSTOM = 3;

/** Where most routes of a table are named after their Services, the one that is named after another is told. */
export function misdirectedRoutes(situation: Situation): Misdirected[] {
  const tables = Map.groupBy(routesOf(situation), ({ holder }) => `${holder.kind}/${holder.namespace}/${holder.name}`);
  return [...tables.values()].flatMap((table) => {
    const names = namesOf(situation, table[0]?.holder.namespace ?? "");
    const alike = table.filter(({ path, service }) => isNamed(path, names.get(service)));
    if (alike.length < CUSTOM || alike.length * 2 < table.length) return [];
    const routed = new Set(table.map(({ service }) => service));
    return table.flatMap((route) => {
      if (isNamed(route.path, names.get(route.service))) return [];
      const meant = [...names].filter(([name, words]) => !routed.has(name) && isNamed(route.path, words));
      const [only, ...others] = meant;
      return only && others.length === 0 ? [{ route, meant: only[0], alike: alike.length }] : [];
    });
  });
}

/** Services with what is left of their names without the words that several share: `shop-orders-svc` → `orders`, `orderssvc`. */
function namesOf(situation: Situation, namespace: string): Map<string, readonly string[]> {
  const names = situation.all("Service", namespace).map(({ metadata }) => metadata.name);
  const count = Map.groupBy(
    names.flatMap((name) => [...new Set(name.split("-"))]),
    (word) => word,
  );
  const isShared = (word: string) => (count.get(word)?.length ?? 0) >= CUSTOM;
  return new Map(
    names.map((name) => {
      const own = name.split("-").filter((word) => !isShared(word));
      const tail = name.split("-").filter((word, i, all) => !isShared(word) || i === all.length - 1);
      return [name, own.length > 0 ? [own.join(""), tail.join("")] : []] as const;
    }),
  );
}

/** One of the path's parts is the name, in any spelling, in the plural too. */
function isNamed(path: string, names: readonly string[] = []): boolean {
  return path
    .toLowerCase()
    .split("/")
    .map((part) => part.replace(/[^a-z0-9]/g, ""))
    .some((part) => part !== "" && names.some((name) => part === name || part === `${name}s` || `${part}s` === name));
}
