import { LabelMatchers, parser, VectorSelector } from "@prometheus-io/lezer-promql";
import { SitrepError } from "../../core/errors.ts";
import { checkQuery } from "./cost.ts";
import { NAMESPACE_LABELS, quoted } from "./labels.ts";
import { inspect } from "./promql.ts";
import type { Matcher, Selector } from "./selector.ts";

/** Where one of these is there, the plain `namespace` is the exporter's. */
const OWNERS = ["exported_namespace", "kubernetes_namespace", "k8s_namespace_name"];
/** They read series that no selector in the query names. */
const READS_MORE = new Set(["info"]);

/**
 * The query with matchers in every selector that leave only series of these namespaces: by the label that the selector itself
 * gives one of them, else by `namespace`; any other label that names a namespace is absent or names one of them. Matchers are
 * only added, so that the answer can only become less. Throws an `input` error for what cannot be held to namespaces.
 */
export function confineQuery(query: string, namespaces: readonly string[]): string {
  const inspection = inspect(query);
  const [fault] = inspection.faults;
  if (fault) checkQuery({ ...inspection, selectors: [] });
  const more = inspection.functions.find((name) => READS_MORE.has(name));
  if (more)
    throw new SitrepError("input", `${more}() reads series that its selectors do not name.`, {
      hint: "This caller is limited to namespaces; name each series in a selector.",
    });
  const places = placesIn(query);
  return inspection.selectors.reduceRight((text, selector, i) => {
    const { at, empty, braces } = places[i] ?? { at: 0, empty: true, braces: false };
    const added = matchersFor(selector, namespaces).join(",");
    const put = braces ? `${empty ? "" : ","}${added}` : `{${added}}`;
    return `${text.slice(0, at)}${put}${text.slice(at)}`;
  }, query);
}

interface Place {
  at: number;
  braces: boolean;
  /** Nothing to put a comma after. */
  empty: boolean;
}

/** Where matchers go in each selector, in the order in which `inspect` lists them. */
function placesIn(query: string): Place[] {
  const places: Place[] = [];
  parser.parse(query).iterate({
    enter: ({ node, type }) => {
      if (type.id !== VectorSelector) return;
      const list = node.getChild(LabelMatchers);
      if (!list) return void places.push({ at: node.to, braces: false, empty: true });
      const closes = list.to - 1;
      const inner = query.slice(list.from + 1, closes).trim();
      places.push({ at: closes, braces: true, empty: inner === "" || inner.endsWith(",") });
    },
  });
  return places;
}

function matchersFor({ matchers }: Selector, namespaces: readonly string[]): string[] {
  const owner = OWNERS.find((label) => matchers.some((matcher) => names(matcher, label, namespaces))) ?? "namespace";
  const others = NAMESPACE_LABELS.filter((label) => label !== owner && label !== "namespace");
  const choice = namespaces.map(escaped).join("|");
  return [`${owner}=~${quoted(choice)}`, ...others.map((label) => `${label}=~${quoted(`|${choice}`)}`)];
}

function names({ label, op, value }: Matcher, owner: string, namespaces: readonly string[]): boolean {
  return label === owner && op === "=" && namespaces.includes(value);
}

/** RE2 anchors the expressions of matchers; a namespace's name has no character that means anything in one, a setting may. */
function escaped(name: string): string {
  return name.replace(/[^A-Za-z0-9-]/g, "\\$&");
}
