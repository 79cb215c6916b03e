import { SitrepError } from "../../../core/errors.ts";

/** The pod has no container of that name; `undefined` where it has none at all. */
export function noContainer(pod: string, wanted: string | undefined, names: readonly string[]): SitrepError {
  return new SitrepError("input", `${pod} has no container${wanted === undefined ? "" : ` ${wanted}`}.`, {
    hint: `Containers: ${names.join(", ") || "none"}.`,
  });
}
