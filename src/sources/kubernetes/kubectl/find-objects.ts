import { SitrepError } from "../../../core/errors.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { shortName } from "../../../core/object.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { groupOf, isCalled, RESOURCES, type Resource } from "../kinds.ts";
import { itemsOf } from "../listing.ts";
import type { KubernetesReader } from "../reader.ts";
import type { Command } from "./parse.ts";

export interface Surroundings {
  reader: KubernetesReader;
  now: string;
  signal: AbortSignal;
}

/** What `kubectl get all` means. */
const ALL = "pods,services,daemonsets,deployments,replicasets,statefulsets,jobs,cronjobs,hpa";

/** The namespace of a command; all when `undefined`. */
export function namespaceOf({ flags }: Pick<Command, "flags">): string | undefined {
  return flags["all-namespaces"] ? undefined : (flags.namespace ?? "default");
}

/** `pods`, `pod`, `po api-1 api-2`, `deploy/api svc/api`, `deploy,svc`: what they name, in their order. Throws when a name is not there. */
export async function findObjects(command: Command, around: Surroundings): Promise<KubeObject[]> {
  const [first = "", ...more] = command.words;
  if (first === "")
    throw new SitrepError("input", `kubectl ${command.verb} needs a type.`, {
      hint: `e.g. kubectl ${command.verb} pods -n NAMESPACE; kubectl api-resources lists types.`,
    });
  if (first.includes("/")) {
    const found = await Promise.all(command.words.map((word) => byName(typeAndName(word), command, around)));
    return found.flat();
  }
  const types = (first === "all" ? ALL : first).split(",");
  const found = await Promise.all(
    types.flatMap((type) =>
      more.length > 0 ? more.map((name) => byName([type, name], command, around)) : [all(type, command, around)],
    ),
  );
  return found.flat();
}

function typeAndName(word: string): [type: string, name: string] {
  const [type = "", name = "", ...rest] = word.split("/");
  if (type && name && rest.length === 0) return [type, name];
  throw new SitrepError("input", `"${word}" is not TYPE/NAME.`, { hint: "e.g. deploy/payments-api svc/payments" });
}

async function byName([type, name]: [string, string], command: Command, around: Surroundings): Promise<KubeObject[]> {
  const { kind, namespaced } = await kindOf(type, around);
  const namespace = namespaced ? (command.flags.namespace ?? "default") : undefined;
  const found = itemsOf(kind, await around.reader.list(kind, { namespace, name }, around.signal));
  if (found.length > 0 || command.flags["ignore-not-found"]) return found;
  await expectNamespace(around.reader, namespace, around.signal);
  if (around.reader.recording)
    throw new SitrepError("input", `${type} "${name}" is not in this capture.`, {
      hint: `kubectl get ${type}${namespaced ? " -A" : ""} lists those that are.`,
    });
  throw new SitrepError("input", `${type} "${name}" is not there${namespace ? `, in namespace ${namespace}` : ""}.`, {
    hint: `kubectl get ${type}${namespaced ? " -A" : ""} lists them.`,
  });
}

async function all(type: string, command: Command, { reader, signal, ...more }: Surroundings): Promise<KubeObject[]> {
  const { kind, namespaced } = await kindOf(type, { reader, signal, ...more });
  const query = {
    namespace: namespaced ? namespaceOf(command) : undefined,
    labelSelector: command.flags.selector,
    fieldSelector: command.flags["field-selector"],
  };
  return itemsOf(kind, await reader.list(kind, query, signal));
}

/** The kinds that the command is about, without their groups. */
export async function kindsOf({ words: [first = ""] }: Command, around: Surroundings): Promise<string[]> {
  const types = (first === "all" ? ALL : (first.split("/")[0] ?? "")).split(",");
  const kinds = await Promise.all(types.map((type) => kindOf(type, around)));
  return kinds.flatMap(({ kind }) => kind.split(".")[0] ?? []);
}

interface Kind {
  /** As a reader lists it: with its group where it is not built in. */
  kind: string;
  namespaced: boolean;
}

/** A type as people write it: plural, singular, short, with its group or without. Kinds that are not built in are discovered. */
export async function kindOf(type: string, around: Surroundings): Promise<Kind> {
  const resource = await resourceOf(type, around);
  const group = groupOf(resource);
  const isPlain = group === "" || RESOURCES.includes(resource);
  return { kind: isPlain ? resource.kind : `${resource.kind}.${group}`, namespaced: resource.namespaced };
}

export async function resourceOf(type: string, { reader, signal }: Surroundings): Promise<Resource> {
  const found =
    RESOURCES.find((it) => isCalled(it, type)) ?? (await reader.kinds(signal)).find((it) => isCalled(it, type));
  if (found) return found;
  throw new SitrepError("input", `The cluster serves no type "${type}".`, {
    hint: "kubectl api-resources lists the types.",
  });
}

/** `deploy/payments-api` */
export function called({ kind, metadata }: KubeObject): string {
  return shortName({ kind, name: metadata.name });
}
