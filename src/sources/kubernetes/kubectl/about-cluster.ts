import { stringify } from "yaml";
import type { Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";
import { tableOf } from "./table.ts";

/** Names only: credentials stay where they are. */
export async function configView({ reader, signal }: Surroundings): Promise<string> {
  const [cluster, { user }] = await Promise.all([reader.cluster(), reader.identity(signal)]);
  return stringify({ cluster, user, note: "The only cluster that is read here; credentials are not shown." });
}

export function currentContext({ reader }: Surroundings): Promise<string> {
  return reader.cluster();
}

export async function whoAmI({ reader, signal }: Surroundings): Promise<string> {
  return (await reader.identity(signal)).user;
}

export async function version({ reader, signal }: Surroundings): Promise<string> {
  return `Server Version: ${(await reader.identity(signal)).version}`;
}

/** Services that the cluster counts as its own. */
const OWN = "kubernetes.io/cluster-service=true";

export async function clusterInfo({ reader, signal }: Surroundings): Promise<string> {
  const [cluster, { version, user }, services] = await Promise.all([
    reader.cluster(),
    reader.identity(signal),
    reader.list("Service", { namespace: "kube-system", labelSelector: OWN }, signal),
  ]);
  const own = services.items.map(({ metadata, spec }) => `${metadata.name} is at ${spec?.clusterIP ?? "no address"}`);
  return [`Kubernetes control plane of ${cluster}: ${version}, as ${user}`, ...own].join("\n");
}

export async function apiResources({ flags }: Command, { reader, signal }: Surroundings): Promise<string> {
  const all = await reader.kinds(signal);
  const wanted = all.filter(
    ({ namespaced }) => flags.namespaced === undefined || String(namespaced) === flags.namespaced,
  );
  const rows = wanted.map(({ plural, shortNames, apiVersion, namespaced, kind }) => ({
    NAME: plural,
    SHORTNAMES: shortNames.join(","),
    APIVERSION: apiVersion,
    NAMESPACED: String(namespaced),
    KIND: kind,
  }));
  return tableOf(rows, !flags["no-headers"]);
}
