import { keyOf } from "../../../core/object.ts";
import { once } from "../../../core/once.ts";
import { type Link, linksIn, NOT_REACHED, repeats } from "../../graph/links.ts";
import type { LogClass } from "../../logs/signature.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { lastWrite } from "./last-edit.ts";
import { type Stale, staleIn } from "./stale-settings.ts";

/** A running program fails to reach an address that its configuration no longer names: it read it before the edit. */
export interface OutdatedCall {
  caller: WorkloadView;
  host: string;
  link: Link;
  /** What was edited since. */
  stale: Stale;
}

const FAILS: ReadonlySet<LogClass> = new Set<LogClass>([...NOT_REACHED, "dns-unknown"]);

/** One a caller and address. */
export const outdatedCalls = once((situation: Situation): readonly OutdatedCall[] => {
  const found = linksIn(situation).flatMap((link) => {
    const { caller, logger, peer, clue } = link;
    if (caller === undefined || caller !== logger || !peer.host || peer.reference || !FAILS.has(clue.class)) return [];
    if (isNamed(situation, caller, peer.host) || readsSecrets(caller)) return [];
    const [stale] = staleIn(situation, caller, lastWrite).filter(({ holder }) => holder.kind === "ConfigMap");
    return stale ? [{ caller, host: peer.host, link, stale }] : [];
  });
  const direct = found.filter(
    ({ host, link }) => !found.some((other) => other.host === host && repeats(link, other.link)),
  );
  return [...new Map(direct.map((item) => [callOf(item.link), item])).values()];
});

/** The callers and addresses of these, for who would conclude something else of them. */
export const outdatedKeys = once(
  (situation: Situation): ReadonlySet<string> => new Set(outdatedCalls(situation).map(({ link }) => callOf(link))),
);

export function callOf({ logger, peer }: Link): string {
  return `${keyOf(logger.ref)} ${peer.host}`;
}

/** In its configuration as it is now, under the name that is called or the Service that this means. */
function isNamed(situation: Situation, caller: WorkloadView, host: string): boolean {
  const [name = ""] = host.toLowerCase().split(".");
  return situation
    .references(caller)
    .some((item) => item.host.toLowerCase() === host.toLowerCase() || item.cluster?.name === name);
}

/** Its address may stand in what is not read. */
function readsSecrets({ template }: WorkloadView): boolean {
  const containers = template.spec?.containers ?? [];
  return containers.some(({ envFrom = [], env = [] }) =>
    [...envFrom, ...env.map(({ valueFrom }) => valueFrom ?? {})].some(
      (from) =>
        ("secretRef" in from && from.secretRef) ||
        ("secretKeyRef" in from && ADDRESS.test(String(from.secretKeyRef?.key))),
    ),
  );
}
const ADDRESS = /url|uri|host|addr|dsn|endpoint|server/i;
