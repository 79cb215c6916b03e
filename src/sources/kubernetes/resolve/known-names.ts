import { shortName } from "../../../core/object.ts";
import type { Known } from "../../../core/target.ts";
import type { KubernetesReader } from "../reader.ts";
import { firstPerName } from "./by-name.ts";
import { OFFERED } from "./named-kinds.ts";
import { namespacesOf } from "./namespaces-of.ts";

const SYSTEM = /^(?:kube-(?:system|public|node-lease)|default)$/;
/** Kubernetes puts this ConfigMap into every namespace. */
const EVERYWHERE = "kube-root-ca.crt";

/** Everything that could be named and is not the system's: namespaces, then what is in them. */
export async function knownNames(reader: KubernetesReader, signal: AbortSignal): Promise<Known[]> {
  const [{ names }, ...listings] = await Promise.all([
    namespacesOf(reader, signal),
    ...OFFERED.map((kind) => reader.list(kind, { metadataOnly: true }, signal)),
  ]);
  const spaces = names.filter((name) => !SYSTEM.test(name)).map((name) => ({ name, asked: name }));
  const objects = firstPerName(listings.flatMap(({ items }) => items)).flatMap(({ kind, metadata }) => {
    const { name, namespace = "" } = metadata;
    const short = shortName({ kind, name });
    return SYSTEM.test(namespace) || name === EVERYWHERE
      ? []
      : [{ name, asked: namespace ? `${namespace}/${short}` : short }];
  });
  return [...spaces, ...objects];
}
