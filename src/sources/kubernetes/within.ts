import { SitrepError } from "../../core/errors.ts";
import { nothing } from "./listing.ts";
import { confined } from "./live/confined.ts";
import { groupFailingOf } from "./pods/failing-pods.ts";
import type { KubernetesReader, ListKind } from "./reader.ts";
import { isVisible, seenFrom } from "./visible.ts";

/** Said of every other namespace, whether it is there or not. */
export const NOT_YOURS = "is not among those that this caller may read";

/**
 * A live cluster for a caller who may read these namespaces alone. It asks for nothing else, and what comes back is looked at
 * once more, so that an API server that ignores a path tells nothing either.
 */
export function withinNamespaces(reader: KubernetesReader, namespaces: readonly string[]): KubernetesReader {
  const listAny = reader.list as ListKind;
  const inside = confined(listAny, namespaces, NOT_YOURS);
  const list: ListKind = async (kind, query, signal) => {
    if (!isVisible(kind)) return nothing("unread", "of the whole cluster: this caller reads namespaces");
    const listing = await inside(kind, query, signal);
    return { ...listing, items: seenFrom(listing.items, namespaces) };
  };
  const expect = (namespace: string | undefined) => {
    if (namespace !== undefined && !namespaces.includes(namespace)) throw notYours(namespace, namespaces);
  };
  return {
    ...reader,
    // The kind that was asked for is the kind that comes.
    list: list as KubernetesReader["list"],
    logs: async (query, signal) => {
      expect(query.namespace);
      return reader.logs(query, signal);
    },
    failingPods: async (namespace, signal) => {
      expect(namespace);
      const wanted = namespace === undefined ? namespaces : [namespace];
      return groupFailingOf(await Promise.all(wanted.map((name) => reader.failingPods(name, signal))));
    },
    may: async (attributes, signal) => {
      expect(attributes.namespace);
      return reader.may(attributes, signal);
    },
    close: () => {},
  };
}

function notYours(namespace: string, namespaces: readonly string[]): SitrepError {
  return new SitrepError("denied", `Namespace ${namespace} ${NOT_YOURS}.`, {
    hint: `It may read: ${namespaces.join(", ")}.`,
  });
}
