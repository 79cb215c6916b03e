import { messageOf } from "../../../core/errors.ts";
import { reasonOf } from "../../../core/failure.ts";
import { throwIfGone } from "../../../core/late.ts";
import { groupOf, nameOf, type Resource } from "../kinds.ts";
import { nothing } from "../listing.ts";
import type { KubernetesReader } from "../reader.ts";
import { type Asked, listEach, type Want } from "./want.ts";
import { EXTENSIONS, extensionsAmong, wantedExtensions } from "./wanted-kinds.ts";

/** More objects of one kind are a fleet: the first are looked at. */
const MAX_OF_KIND = 500;
/** Of more namespaces than these a kind is listed once, in all of them. */
const ONE_BY_ONE = 2;

/** Custom resources of the namespaces. A cluster that does not tell its kinds may have some, and that is said. */
export async function listExtensions(
  reader: KubernetesReader,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<Asked[]> {
  try {
    const extensions = extensionsAmong(await reader.kinds(signal));
    const known = listEach(reader, wantedExtensions(namespaces, extensions), signal);
    const [listed, others] = await Promise.all([known, listInUse(reader, namespaces, signal)]);
    return [...listed, ...others];
  } catch (error) {
    throwIfGone(signal);
    const reason = reasonOf(error);
    const listing = nothing(reason, reason === "denied" ? "not allowed (RBAC)" : messageOf(error));
    return [{ want: { kind: "custom resources", needed: true }, listing }];
  }
}

async function listInUse(
  reader: KubernetesReader,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<Asked[]> {
  return listEach(reader, wantedCustom(namespaces, await reader.inUse(signal)), signal);
}

/** Custom resources of the namespaces beyond `EXTENSIONS`: what their controllers say of them. */
function wantedCustom(namespaces: readonly string[], inUse: readonly Resource[]): Want[] {
  const places = namespaces.length > ONE_BY_ONE ? [undefined] : namespaces;
  return inUse
    .filter((resource) => EXTENSIONS[groupOf(resource)] === undefined)
    .flatMap((resource) =>
      places.map((namespace) => ({ kind: nameOf(resource), namespace, max: MAX_OF_KIND, needed: false })),
    );
}
