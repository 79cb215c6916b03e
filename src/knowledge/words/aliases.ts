import { spacedWords, whole } from "./analyze.ts";
import type { Rewording } from "./glossary.ts";

/**
 * Names of one thing: pages use one of them, alerts and people another. Products by their usual short form, Kubernetes' own short
 * names (`kubectl api-resources`), abbreviations of the trade. Left out where a short form means several things (pg, es, sa).
 */
const ALIASES: readonly (readonly string[])[] = [
  ["postgresql", "postgres"],
  ["elasticsearch", "elastic"],
  ["mongodb", "mongo", "mongod"],
  ["rabbitmq", "rabbit"],
  ["memcached", "memcache"],
  ["prometheus", "prom"],
  ["kubernetes", "k8s"],
  ["openshift", "ocp"],
  ["database", "db"],
  ["certificate", "cert"],
  ["certificates", "certs"],
  ["configuration", "config"],
  ["configurations", "configs"],
  ["repository", "repo"],
  ["repositories", "repos"],
  ["application", "app"],
  ["applications", "apps"],
  ["filesystem", "file system", "fs"],
  ["load balancer", "loadbalancer", "lb"],
  ["virtual machine", "vm"],
  ["virtual machines", "vms"],
  ["availability zone", "az"],
  ["high availability", "ha"],
  ["disaster recovery", "dr"],
  ["service discovery", "sd"],
  ["service level objective", "slo"],
  ["garbage collection", "gc"],
  ["write ahead log", "wal", "xlog"],
  ["index lifecycle management", "ilm"],
  ["certificate authority", "ca"],
  ["tls", "ssl"],
  ["persistent volume claim", "persistentvolumeclaim", "pvc"],
  ["persistent volume", "persistentvolume", "pv"],
  ["storage class", "storageclass", "sc"],
  ["config map", "configmap", "cm"],
  ["stateful set", "statefulset", "sts"],
  ["daemon set", "daemonset"],
  ["replica set", "replicaset"],
  ["cron job", "cronjob"],
  ["pod disruption budget", "poddisruptionbudget", "pdb"],
  ["horizontal pod autoscaler", "horizontalpodautoscaler", "hpa"],
  ["vertical pod autoscaler", "verticalpodautoscaler", "vpa"],
  ["custom resource", "cr"],
  ["custom resource definition", "customresourcedefinition", "crd"],
  ["network policy", "networkpolicy", "netpol"],
  ["not ready", "notready", "unready"],
  ["network interface", "nic"],
  ["api server", "apiserver"],
  ["control plane", "controlplane"],
  ["service", "svc"],
  ["deployment", "deploy"],
  ["namespace", "ns"],
];

const THINGS = new Set(ALIASES.flat());

/** Is it one of the trade's things, written as one word? `PersistentVolumeClaim` looks like an alert's name and is none. */
export function isThing(word: string): boolean {
  return THINGS.has(whole(word));
}

/** What the text names, by its other names, in single words. */
export function aliasesIn(text: string): Rewording[] {
  const words = spacedWords(text);
  return ALIASES.flatMap((names) => {
    const said = names.filter((name) => words.includes(` ${name} `)).flatMap((name) => name.split(" "));
    return said.length > 0 ? [{ said, meant: names.flatMap((name) => name.split(" ")) }] : [];
  });
}
