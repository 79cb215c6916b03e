import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf, SitrepError } from "../../../core/errors.ts";
import { oneLine } from "../../../core/untrusted.ts";
import type { AccessOptions } from "./contract.ts";

const text = z.string().optional();

/** https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */
const ExecEntry = z.looseObject({
  apiVersion: text,
  command: z.string().min(1),
  args: z
    .array(z.string())
    .nullish()
    .transform((args) => args ?? undefined),
  env: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .nullish()
    .transform((env) => env ?? undefined),
  installHint: text,
  provideClusterInfo: z.boolean().optional(),
  interactiveMode: text,
});

/** What we read of a cluster and a user; the official client gets the rest too. */
const ClusterEntry = z.looseObject({
  server: text,
  "certificate-authority": text,
  "certificate-authority-data": text,
  "insecure-skip-tls-verify": z.boolean().optional(),
  "tls-server-name": text,
  "proxy-url": text,
  extensions: z.array(z.looseObject({ name: text, extension: z.unknown() })).nullish(),
});
const UserEntry = z.looseObject({
  token: text,
  tokenFile: text,
  "client-certificate": text,
  "client-certificate-data": text,
  "client-key": text,
  "client-key-data": text,
  username: text,
  password: text,
  as: text,
  "as-groups": z.array(z.string()).optional(),
  exec: ExecEntry.nullish(),
  "auth-provider": z.unknown().optional(),
});
const ContextEntry = z.looseObject({ cluster: text, user: text, namespace: text });

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
const File = z.looseObject({
  "current-context": z.string().nullish(),
  clusters: z.array(z.object({ name: z.string(), cluster: ClusterEntry.nullish() })).nullish(),
  users: z.array(z.object({ name: z.string(), user: UserEntry.nullish() })).nullish(),
  contexts: z.array(z.object({ name: z.string(), context: ContextEntry.nullish() })).nullish(),
});

export type ClusterSettings = z.infer<typeof ClusterEntry>;
export type ExecSettings = z.infer<typeof ExecEntry>;
export type UserSettings = z.infer<typeof UserEntry>;
export interface Kubeconfig {
  "current-context": string;
  clusters: { name: string; cluster: ClusterSettings }[];
  users: { name: string; user: UserSettings }[];
  contexts: { name: string; context: z.infer<typeof ContextEntry> }[];
}

export function defaultFile(): string {
  return path.join(homedir(), ".kube", "config");
}

/**
 * The files as kubectl merges them: of two entries with one name the first counts, and a file that is not there is passed
 * over when there are others. `undefined` when no file was named and the default one is not there.
 */
export async function readKubeconfigs({ kubeconfig }: AccessOptions): Promise<Kubeconfig | undefined> {
  const files = kubeconfig?.split(path.delimiter).filter(Boolean) ?? [];
  if (files.length === 0) return existsSync(defaultFile()) ? readOne(defaultFile()) : undefined;
  const there = files.filter((file) => existsSync(file));
  if (there.length === 0) throw unusable(files.join(", "), "it is not there");
  return (await Promise.all(there.map(readOne))).reduce(merge);
}

async function readOne(file: string): Promise<Kubeconfig> {
  const content = await readFile(file, "utf8").catch((error) => {
    throw unusable(file, messageOf(error), error);
  });
  const parsed = File.safeParse(parsedYaml(file, content));
  if (!parsed.success) {
    const { path: at, message } = parsed.error.issues[0] ?? { path: [], message: "unreadable" };
    throw unusable(file, `${at.join(".") || "content"}: ${message}`, parsed.error);
  }
  const { clusters, users, contexts } = parsed.data;
  const folder = path.dirname(path.resolve(file));
  return {
    "current-context": parsed.data["current-context"] ?? "",
    clusters: (clusters ?? []).map(({ name, cluster }) => ({ name, cluster: absolute(folder, cluster ?? {}) })),
    users: (users ?? []).map(({ name, user }) => ({ name, user: withPlugin(folder, absolute(folder, user ?? {})) })),
    contexts: (contexts ?? []).map(({ name, context }) => ({ name, context: context ?? {} })),
  };
}

function parsedYaml(file: string, content: string): unknown {
  try {
    return parse(content) ?? {};
  } catch (error) {
    throw unusable(file, messageOf(error), error);
  }
}

/** Files named in a kubeconfig start at its folder. */
function absolute<T extends Record<string, unknown>>(folder: string, entry: T): T {
  const files = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];
  const found = files.flatMap((key) => {
    const file = entry[key];
    return typeof file === "string" && file !== "" ? [[key, path.resolve(folder, file)]] : [];
  });
  return { ...entry, ...Object.fromEntries(found) };
}

/** A command with a slash in it starts at the kubeconfig's folder too; a bare name is looked for in PATH. */
function withPlugin(folder: string, user: UserSettings): UserSettings {
  if (!user.exec || !/[\\/]/.test(user.exec.command)) return user;
  return { ...user, exec: { ...user.exec, command: path.resolve(folder, user.exec.command) } };
}

function merge(first: Kubeconfig, second: Kubeconfig): Kubeconfig {
  const both = <T extends { name: string }>(a: T[], b: T[]) => [
    ...a,
    ...b.filter(({ name }) => !a.some((item) => item.name === name)),
  ];
  return {
    "current-context": first["current-context"] || second["current-context"],
    clusters: both(first.clusters, second.clusters),
    users: both(first.users, second.users),
    contexts: both(first.contexts, second.contexts),
  };
}

export interface Chosen {
  /** The context's name. */
  name: string;
  cluster: ClusterSettings & { name: string };
  user: UserSettings;
}

/** The named context, the current one, or the only one, with its cluster and user. Throws an `input` error that lists what there is. */
export function chosen(config: Kubeconfig, wanted: string | undefined): Chosen {
  const [only, ...others] = config.contexts;
  const name = wanted ?? (config["current-context"] || (only && others.length === 0 ? only.name : ""));
  const context = config.contexts.find((item) => item.name === name)?.context;
  const cluster = config.clusters.find((item) => item.name === context?.cluster);
  const user = config.users.find((item) => item.name === context?.user)?.user ?? {};
  if (context && cluster) return { name, cluster: { ...cluster.cluster, name: cluster.name }, user };
  const why = context
    ? `The context "${name}" names the cluster "${context.cluster ?? ""}", which the kubeconfig does not have.`
    : name
      ? `The kubeconfig has no context "${name}".`
      : "The kubeconfig has no current context.";
  throw new SitrepError("input", why, {
    hint: `Contexts: ${config.contexts.map((item) => item.name).join(", ") || "none"}. Choose one with --context.`,
  });
}

function unusable(file: string, why: string, cause?: unknown): SitrepError {
  return new SitrepError("input", `The kubeconfig ${file} cannot be used: ${oneLine(why)}.`, {
    cause,
    hint: "kubectl config view shows what kubectl reads; name another file with --kubeconfig.",
  });
}
