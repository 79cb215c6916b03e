import type { Container, Service } from "../core/kubernetes.ts";
import type { ObjectIndex } from "./object-index.ts";
import type { WorkloadView } from "./workload.ts";

/** An address that a workload's configuration mentions. */
export interface Reference {
  /** As written: `ledger-db`, `ledger.payments.svc`, `db.example.com`. */
  host: string;
  port: number | undefined;
  /** Where it is written, for people: `env LEDGER_URL of container api`. */
  where: string;
  /** The Service that the name means in this cluster, if there is one. */
  service: Service | undefined;
  /** `name.namespace` as cluster DNS would look it up; `undefined` for names outside the cluster. */
  cluster: { name: string; namespace: string } | undefined;
}

const URL_ADDRESS =
  /\b([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@"']*@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?(?=[/?#\s,;"')\]}]|$)/gi;
const HOST_PORT = /(?:^|[\s,;=("'@])([a-z](?:[a-z0-9.-]*[a-z0-9])?):(\d{2,5})(?=[/?#\s,;"')\]}]|$)/gi;
const HOST = /^[a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.?$/i;
const ADDRESS_KEY =
  /(?:^|[_.-])(?:host|hosts|hostname|url|uri|addr|address|endpoint|server|servers|upstream|backend|broker|brokers|dsn|svc|service)$/i;
/** Configuration is read, not searched: values longer than this are data. */
const MAX_VALUE = 20_000;

/** Every address in a workload's env, arguments and config maps, in the order they are read, each once. */
export function referencesOf(workload: WorkloadView, index: ObjectIndex): Reference[] {
  const namespace = workload.ref.namespace;
  const found = settingsOf(workload, index).flatMap(({ key, value, where, sibling }) =>
    addresses(key, value, sibling).map((a) => ({ ...a, where })),
  );
  const unique = new Map(found.map((item) => [`${item.host}:${item.port ?? ""}:${item.where}`, item]));
  return [...unique.values()].map((item) => resolveIn(index, namespace, item)).filter((item) => item !== undefined);
}

interface Setting {
  key: string;
  value: string;
  where: string;
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
    ...containers.flatMap((container) => containerSettings(container, workload.ref.namespace, index)),
    ...[...new Set(mounted)].flatMap((name) => (name ? configMapSettings(name, workload.ref.namespace, index) : [])),
  ];
}

function containerSettings(container: Container, namespace: string, index: ObjectIndex): Setting[] {
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
        : [{ key, value, where: `env ${key} of container ${container.name}`, sibling: env.get(portKey(key)) }],
    ),
    ...words.map((value) => ({
      key: value.split("=")[0] ?? "",
      value: value.replace(/^-+[\w-]+=/, ""),
      where: `arguments of container ${container.name}`,
      sibling: undefined,
    })),
    ...[...new Set(maps)].flatMap((name) => (name ? configMapSettings(name, namespace, index) : [])),
  ];
}

function configMapSettings(name: string, namespace: string, index: ObjectIndex): Setting[] {
  const data = index.find("ConfigMap", namespace, name)?.data ?? {};
  return Object.entries(data).map(([key, value]) => ({
    key,
    value,
    where: `config map ${name}, key ${key}`,
    sibling: data[portKey(key)],
  }));
}

function portKey(key: string): string {
  return key.replace(/host(name)?$|addr(ess)?$|server$/i, (word) => (word === word.toUpperCase() ? "PORT" : "port"));
}

function addresses(
  key: string,
  value: string,
  sibling: string | undefined,
): { host: string; port: number | undefined }[] {
  if (value.length > MAX_VALUE) return [];
  const urls = [...value.matchAll(URL_ADDRESS)].map(([, , host = "", port]) => ({
    host,
    port: port ? Number(port) : undefined,
  }));
  if (urls.length > 0) return urls;
  const pairs = [...value.matchAll(HOST_PORT)].map(([, host = "", port = ""]) => ({ host, port: Number(port) }));
  if (pairs.length > 0) return pairs;
  if (!ADDRESS_KEY.test(key) || !HOST.test(value.trim())) return [];
  return [{ host: value.trim(), port: sibling && /^\d{1,5}$/.test(sibling) ? Number(sibling) : undefined }];
}

/** Cluster DNS: `name`, `name.namespace`, `name.namespace.svc[.cluster.local]`; anything else with a dot is outside. */
function resolveIn(
  index: ObjectIndex,
  own: string,
  item: { host: string; port: number | undefined; where: string },
): Reference | undefined {
  const labels = item.host.replace(/\.$/, "").toLowerCase().split(".");
  const [name = "", second] = labels;
  if (name === "localhost" || /^\d+$/.test(labels.at(-1) ?? "")) return undefined;
  const namespace = labels.length === 1 ? own : (second ?? own);
  const inside =
    labels.length === 1 || labels[2] === "svc" || (labels.length === 2 && index.all("Service", namespace).length > 0);
  // A StatefulSet pod's own name: pod.service.namespace.svc
  const headless =
    labels[3] === "svc" && labels[1] && labels[2] ? { name: labels[1], namespace: labels[2] } : undefined;
  const cluster = headless ?? (inside ? { name, namespace } : undefined);
  const service = cluster && index.find("Service", cluster.namespace, cluster.name);
  return { ...item, service, cluster };
}
