import type { Node } from "../../../core/kubernetes/node.ts";
import type { NodeSelectorTerm } from "../../../core/kubernetes/pod.ts";
import { holds } from "../../situation/selector.ts";

/** Does the node meet one of the terms? A term that asks nothing meets nothing (core/v1 NodeSelectorTerm). */
export function meetsTerms(terms: readonly NodeSelectorTerm[] | undefined, { metadata }: Node): boolean {
  if (!terms) return true;
  return terms.some(({ matchExpressions = [], matchFields = [] }) => {
    const has = { "kubernetes.io/hostname": metadata.name, ...metadata.labels };
    const labels = matchExpressions.every((item) => holds(item, has));
    const fields = matchFields.every((item) => holds(item, { "metadata.name": metadata.name }));
    return matchExpressions.length + matchFields.length > 0 && labels && fields;
  });
}

/** `zone In [a, b] and disk Exists`, or the terms joined by "or". */
export function termsText(terms: readonly NodeSelectorTerm[] | undefined): string {
  return (terms ?? [])
    .map(({ matchExpressions = [], matchFields = [] }) =>
      [...matchExpressions, ...matchFields]
        .map(({ key, operator, values }) => `${key} ${operator}${values ? ` [${values.join(", ")}]` : ""}`)
        .join(" and "),
    )
    .join(" or ");
}
