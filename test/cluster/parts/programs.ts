import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

export const KUBERNETES_VERSION = "v1.36.3";

const HERE = path.join(import.meta.dirname, "..");
const CACHE = path.join(
  process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"),
  "sitrep-cluster",
  KUBERNETES_VERSION,
);
export const BIN = path.join(CACHE, "bin");
/** kwok's description of how simulated nodes and pods live. */
export const KWOK_STAGES = path.join(CACHE, "share", "kwok-stages.yaml");

/** One Go program of the cluster: where its module is and which package it is built from. */
export interface Program {
  name: string;
  module: string;
  package: string;
  /** It runs in an image without a C library. */
  inContainer: boolean;
}

const VERSION = "k8s.io/component-base/version";
export const LDFLAGS = `-s -w -X ${VERSION}.gitVersion=${KUBERNETES_VERSION} -X ${VERSION}.gitMajor=1 -X ${VERSION}.gitMinor=36`;

const kubernetes = (name: string): Program => ({
  name,
  module: path.join(HERE, "go", "kubernetes"),
  package: `k8s.io/kubernetes/cmd/${name}`,
  inContainer: false,
});
const addon = (name: string, pkg: string): Program => ({
  name,
  module: path.join(HERE, "go", name),
  package: pkg,
  inContainer: true,
});

export const PROGRAMS: readonly Program[] = [
  kubernetes("kube-apiserver"),
  kubernetes("kube-controller-manager"),
  kubernetes("kube-scheduler"),
  kubernetes("kubectl"),
  kubernetes("kubelet"),
  kubernetes("kube-proxy"),
  { ...kubernetes("kwok"), package: "sigs.k8s.io/kwok/cmd/kwok" },
  { ...kubernetes("etcd"), package: "go.etcd.io/etcd/server/v3" },
  addon("coredns", "github.com/coredns/coredns"),
  addon("kube-state-metrics", "k8s.io/kube-state-metrics/v2"),
  addon("metrics-server", "sigs.k8s.io/metrics-server/cmd/metrics-server"),
  { name: "payments", module: path.join(HERE, "app"), package: ".", inContainer: true },
];

/** envtest's folder holds these three; `KUBEBUILDER_ASSETS` is the variable that its users already set. */
const ENVTEST = ["etcd", "kube-apiserver", "kubectl"];

/** Where a program is: envtest's folder when one is named and has it, else our cache. */
export function program(name: string): string {
  const assets = process.env.KUBEBUILDER_ASSETS;
  const given = assets && ENVTEST.includes(name) ? path.join(assets, name) : undefined;
  return given && existsSync(given) ? given : path.join(BIN, name);
}

/** Is the program built from exactly this source? */
export function isBuilt(it: Program): boolean {
  if (program(it.name) !== path.join(BIN, it.name)) return true;
  return existsSync(path.join(BIN, it.name)) && existsSync(stamp(it)) && readFileSync(stamp(it), "utf8") === digest(it);
}

export function stamp(it: Program): string {
  return path.join(BIN, `.${it.name}.source`);
}

/** What the program is made of: pinned modules for the tools, the source itself for our own. */
export function digest(it: Program): string {
  const hash = createHash("sha256").update(`${it.package} ${it.inContainer} ${LDFLAGS}`);
  const sources = readdirSync(it.module).filter((file) => /\.(go|mod|sum)$/.test(file));
  for (const file of sources.sort()) hash.update(readFileSync(path.join(it.module, file)));
  return hash.digest("hex");
}
