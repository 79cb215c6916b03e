import type { Container } from "../../core/kubernetes/container.ts";
import type { Service } from "../../core/kubernetes/service.ts";
import type { ObjectRef } from "../../core/object.ts";
import type { ObjectIndex } from "../situation/object-index.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { linesOf, portKey } from "./setting-lines.ts";

/** An address that a workload's configuration mentions. */
export interface Reference {
  /** As written: `ledger-db`, `ledger.payments.svc`, `db.example.com`. */
  host: string;
  port: number | undefined;
  /** The setting's own name, `LEDGER_URL`; empty where nothing names it. */
  key: string;
  /** Where it is written, for people: `env LEDGER_URL of container api`. */
  where: string;
  /** The object that a person would edit to change it: the workload or a config map. */
  holder: ObjectRef;
  /** False for text that has the shape of an address, where neither a scheme nor the setting's name says that it is one. */
  sure: boolean;
  /** The Service that the name means in this cluster, if there is one. */
  service: Service | undefined;
  /** `name.namespace` as cluster DNS would look it up; `undefined` for names outside the cluster. */
  cluster: { name: string; namespace: string } | undefined;
}

const URL_ADDRESS =
  /\b([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@"']*@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?(?=[/?#\s,;"')\]}]|$)/gi;
const HOST_PORT = /(?:^|[\s,;=("'@])([a-z](?:[a-z0-9.-]*[a-z0-9])?):(\d{2,5})(?=[/?#\s,;"')\]}]|$)/gi;
/** Keyword connection strings: `host=records port=5432 dbname=shop`, `Server=records;Port=3306;Database=shop`. */
const DSN_HOST = /(?:^|[\s;{("'=])(?:host|server|address|data source)\s{0,3}=\s{0,3}["']?([a-z][a-z0-9.-]{0,200})/gi;
const DSN_PORT = /^["']?[\s;,]{0,5}port\s{0,3}=\s{0,3}["']?(\d{1,5})/i;
const DSN = /(?:^|[\s;,])(?:port|dbname|database|user(?:name)?|uid|user id|initial catalog|hostgroup)\s{0,3}=/i;
const HOST = /^[a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.?$/i;
const ADDRESS_KEY =
  /(?:^|[_.-])(?:hosts?|hostname|urls?|uris?|addrs?|address(?:es)?|endpoints?|server|servers|upstream|backend|broker|brokers|dsn|svc|service)$/i;
const CAMEL = /([a-z0-9])([A-Z])/g;
/** Configuration is read, not searched: values longer than this are data. */
const MAX_VALUE = 20_000;

/** What a host name means as cluster DNS looks it up, and the Service behind it. */
export type Resolved = Pick<Reference, "cluster" | "service">;

/** Every address in a workload's env, arguments and config maps, in the order they are read, each once. */
export function referencesOf(workload: WorkloadView, index: ObjectIndex): Reference[] {
  const namespace = workload.ref.namespace;
  const found = settingsOf(workload, index).flatMap(({ key, value, where, holder, sibling }) =>
    linesOf(key, value, sibling).flatMap((line) =>
      addresses(line.key, line.value, line.sibling).map((a) => ({ ...a, key: line.key, where, holder })),
    ),
  );
  const unique = new Map(found.map((item) => [`${item.host}:${item.port ?? ""}:${item.where}`, item]));
  return [...unique.values()].flatMap((item) => {
    const resolved = resolveHost(index, namespace, item.host);
    return resolved ? [{ ...item, ...resolved }] : [];
  });
}

/** One setting that a workload sees. */
interface Setting {
  key: string;
  value: string;
  where: string;
  holder: ObjectRef;
  /** The value of the setting that belongs to it: `DB_PORT` for `DB_HOST`. */
  sibling: string | undefined;
}

/** Every setting that the workload's containers can see, with where it is written. Secret values are never among them. */
export function settingsOf(workload: WorkloadView, index: ObjectIndex): Setting[] {
  const spec = workload.template.spec;
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const mounted = (spec?.volumes ?? []).flatMap((volume) => [
    volume.configMap?.name,
    ...(volume.projected?.sources ?? []).map((s) => s.configMap?.name),
  ]);
  return [
    ...containers.flatMap((container) => containerSettings(container, workload.ref, index)),
    ...[...new Set(mounted)].flatMap((name) => (name ? configMapSettings(name, workload.ref.namespace, index) : [])),
  ];
}

function containerSettings(container: Container, holder: ObjectRef, index: ObjectIndex): Setting[] {
  const maps = [
    ...(container.envFrom ?? []).map(({ configMapRef }) => configMapRef?.name),
    ...(container.env ?? []).map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
  ];
  const env = new Map((container.env ?? []).map(({ name, value }) => [name, value]));
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  return [
    ...[...env].flatMap(([key, value]) =>
      value === undefined
        ? []
        : [{ key, value, where: `env ${key} of container ${container.name}`, holder, sibling: env.get(portKey(key)) }],
    ),
    ...words.map((word, i) => ({
      ...flagOf(word, words[i - 1]),
      where: `arguments of container ${container.name}`,
      holder,
      sibling: undefined,
    })),
    ...[...new Set(maps)].flatMap((name) => (name ? configMapSettings(name, holder.namespace, index) : [])),
  ];
}

/** `--db-host=db`, `DB_HOST=db`, or `db` after `--db-host`; a word by itself has no name. */
function flagOf(word: string, before = ""): Pick<Setting, "key" | "value"> {
  const [, key, value] = /^-*(?!-)([\w.-]+)=(.*)$/s.exec(word) ?? [];
  if (key !== undefined && value !== undefined) return { key, value };
  return { key: /^-+(?!-)[\w.-]+$/.test(before) ? before : "", value: word };
}

function configMapSettings(name: string, namespace: string, index: ObjectIndex): Setting[] {
  const data = index.find("ConfigMap", namespace, name)?.data ?? {};
  const holder = { apiVersion: "v1", kind: "ConfigMap", namespace, name };
  return Object.entries(data).map(([key, value]) => ({
    key,
    value,
    where: `config map ${name}, key ${key}`,
    holder,
    sibling: data[portKey(key)],
  }));
}

function addresses(
  key: string,
  value: string,
  sibling: string | undefined,
): Pick<Reference, "host" | "port" | "sure">[] {
  if (value.length > MAX_VALUE) return [];
  const urls = [...value.matchAll(URL_ADDRESS)].map(([, , host = "", port]) => ({
    host,
    port: port ? Number(port) : undefined,
    sure: true,
  }));
  if (urls.length > 0) return urls;
  const named = ADDRESS_KEY.test(key.replace(CAMEL, "$1_$2"));
  const pairs = [...value.matchAll(HOST_PORT)].map(([, host = "", port = ""]) => ({
    host,
    port: Number(port),
    sure: named,
  }));
  if (pairs.length > 0) return pairs;
  const strings = dsnAddresses(value);
  if (strings.length > 0) return strings;
  if (!named || !HOST.test(value.trim())) return [];
  const port = sibling && /^\d{1,5}$/.test(sibling) ? Number(sibling) : undefined;
  return [{ host: value.trim(), port, sure: true }];
}

function dsnAddresses(value: string): Pick<Reference, "host" | "port" | "sure">[] {
  if (!DSN.test(value)) return [];
  return [...value.matchAll(DSN_HOST)].map(({ 0: all, 1: host = "", index }) => {
    const [, port] = DSN_PORT.exec(value.slice(index + all.length, index + all.length + 40)) ?? [];
    return { host, port: port ? Number(port) : undefined, sure: true };
  });
}

/**
 * Cluster DNS: `name`, `name.namespace`, `name.namespace.svc[.cluster.local]`, `pod.name.namespace.svc…`; anything else
 * with a dot is outside. `undefined` for addresses that no lookup leads to: numbers, and the pod itself.
 */
export function resolveHost(index: ObjectIndex, own: string, host: string): Resolved | undefined {
  const labels = host.replace(/\.$/, "").toLowerCase().split(".");
  const [name = "", second] = labels;
  if (name === "localhost" || /^\d+$/.test(labels.at(-1) ?? "")) return undefined;
  const namespace = labels.length === 1 ? own : (second ?? own);
  const inside =
    labels.length === 1 || labels[2] === "svc" || (labels.length === 2 && index.all("Service", namespace).length > 0);
  const headless =
    labels[3] === "svc" && labels[1] && labels[2] ? { name: labels[1], namespace: labels[2] } : undefined;
  const cluster = headless ?? (inside ? { name, namespace } : undefined);
  return { cluster, service: cluster && index.find("Service", cluster.namespace, cluster.name) };
}
