import type { Service } from "../../core/kubernetes/service.ts";
import { push } from "../../core/push.ts";
import { selects } from "./selector.ts";

type Labels = Record<string, string>;

/** Things of a namespace that an equality selector selects. */
export type Selected<T> = (namespace: string, selector: Labels | undefined) => readonly T[];

/** Things of a namespace whose labels an equality selector matches, in the order they were given; not each of them is tried. */
export function indexLabels<T>(
  items: readonly T[],
  read: (item: T) => { namespace: string; labels: Labels | undefined },
): Selected<T> {
  const byPair = new Map<string, T[]>();
  for (const item of items) {
    const { namespace, labels } = read(item);
    for (const pair of pairsOf(namespace, labels)) push(byPair, pair, item);
  }
  return (namespace, selector) => {
    const lists = pairsOf(namespace, selector).map((pair) => byPair.get(pair) ?? []);
    const shortest = lists.reduce((a, b) => (b.length < a.length ? b : a), lists[0] ?? []);
    return shortest.filter((item) => selects(selector, read(item).labels));
  };
}

/** Services of a namespace that select these labels, in the order they were given. */
export function indexSelectors(
  services: readonly Service[],
): (namespace: string, labels: Labels | undefined) => readonly Service[] {
  const pairs = new Map(services.map((item) => [item, pairsOf(item.metadata.namespace ?? "", item.spec?.selector)]));
  const uses = new Map<string, number>();
  for (const pair of [...pairs.values()].flat()) uses.set(pair, (uses.get(pair) ?? 0) + 1);
  const order = new Map(services.map((item, i) => [item, i]));
  const byRarest = new Map<string, Service[]>();
  for (const [service, own] of pairs) {
    const [rarest] = own.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0));
    if (rarest !== undefined) push(byRarest, rarest, service);
  }
  return (namespace, labels) =>
    pairsOf(namespace, labels)
      .flatMap((pair) => byRarest.get(pair) ?? [])
      .filter(({ spec }) => selects(spec?.selector, labels))
      .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

function pairsOf(namespace: string, labels: Labels = {}): string[] {
  return Object.entries(labels).map(([key, value]) => `${namespace}/${key}=${value}`);
}
