import { SitrepError } from "../../../core/errors.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { nearNames } from "../../../core/near-names.ts";
import { shortName } from "../../../core/object.ts";
import { NAMED } from "./named-kinds.ts";
import type { Search } from "./search.ts";
import type { Written } from "./written.ts";

/** There is no such object, with what it may have been meant to be; `certain` when all of its kind are known. */
export async function noObject(
  search: Search,
  { kind, name, namespace }: Written,
  same: readonly KubeObject[],
  certain: boolean,
): Promise<SitrepError> {
  const spaces = namespace ? [namespace] : search.spaces;
  const where = spaces.length > 0 ? ` in namespace ${spaces.join(", ")}` : "";
  const short = kind.split(".")[0];
  const names = same.map(({ metadata }) => metadata.name);
  const near = nearNames(name, names);
  const others = (await search.named(NAMED)).filter(({ metadata }) => metadata.name === name);
  const meant = near.length > 0 ? near : others.map((object) => shortName({ kind: object.kind, name }));
  const choices = meant.length > 0 ? meant : names.slice(0, 10);
  return new SitrepError(
    "input",
    certain ? `There is no ${short} "${name}"${where}.` : `No ${short} "${name}"${where} is known here.`,
    {
      hint:
        choices.length > 0
          ? `Did you mean ${[...new Set(choices)].join(" or ")}?`
          : "list_workloads and list_failing_pods have the names.",
    },
  );
}
