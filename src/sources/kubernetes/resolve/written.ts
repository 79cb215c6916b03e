import type { Mentions } from "../../../core/mentions.ts";
import type { KubernetesReader } from "../reader.ts";
import { customKindCalled, kindCalled } from "./kind-called.ts";

const MAX_PAIRS = 6;

/** A kind and a name, as `deploy/api` or `configmap api-config`. */
export interface Written {
  kind: string;
  name: string;
  namespace: string | undefined;
}

export interface WrittenIn {
  paths: Written[];
  pairs: Written[];
  /** Namespaces before a slash. */
  spaces: string[];
  /** Parts of words with slashes that are neither a kind and a name nor begin with a host. */
  parts: string[];
}

/** What is written as kind and name, with a slash or side by side. */
export async function writtenIn(
  reader: KubernetesReader,
  { paths, pairs, pasted }: Mentions,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<WrittenIn> {
  const kindOf = async (type: string) =>
    kindCalled(type) ?? (pasted ? undefined : await customKindCalled(reader, type, signal));
  const result: WrittenIn = { paths: [], pairs: [], spaces: [], parts: [] };
  for (const path of paths) {
    const [name = "", type = "", namespace] = path.toReversed();
    const kind = path.length > 3 ? undefined : await kindOf(type);
    if (kind === "Namespace") result.spaces.push(name);
    else if (kind) result.paths.push({ kind, name, namespace: namespace ?? undefined });
    else if (!path[0]?.includes(".")) result.parts.push(...path);
    if (kind && namespace) result.spaces.push(namespace);
    if (!kind && namespaces.includes(path[0] ?? "")) result.spaces.push(path[0] ?? "");
  }
  for (const [type, name] of pairs) {
    const kind = kindCalled(type);
    if (kind && kind !== "Namespace" && !name.includes("/")) result.pairs.push({ kind, name, namespace: undefined });
  }
  return { ...result, pairs: result.pairs.slice(0, MAX_PAIRS), spaces: pasted ? [] : [...new Set(result.spaces)] };
}
