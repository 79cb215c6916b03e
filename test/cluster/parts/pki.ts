import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type Cluster, inside } from "./cluster.ts";
import { run } from "./run.ts";

const DAYS = "30";
const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** A certificate of the cluster's own authority: `/O=group/CN=user`, good for servers and clients. */
export async function certificate(
  cluster: Cluster,
  name: string,
  subject: string,
  names: string[] = [],
): Promise<void> {
  const file = (ext: string) => pem(cluster, `${name}.${ext}`);
  const extensions = ["extendedKeyUsage=serverAuth,clientAuth"];
  if (names.length > 0) extensions.push(`subjectAltName=${names.join(",")}`);
  writeFileSync(file("ext"), extensions.join("\n"));
  await run("openssl", ["req", ...NEW_KEY, "-keyout", file("key"), "-out", file("csr"), "-subj", subject]);
  const ca = ["-CA", pem(cluster, "ca.crt"), "-CAkey", pem(cluster, "ca.key"), "-CAcreateserial"];
  await run("openssl", [
    "x509",
    "-req",
    "-in",
    file("csr"),
    ...ca,
    "-days",
    DAYS,
    "-out",
    file("crt"),
    "-extfile",
    file("ext"),
  ]);
}

/** The authority, and the key that signs service account tokens. */
export async function authority(cluster: Cluster): Promise<void> {
  mkdirSync(inside(cluster, "pki"), { recursive: true });
  const [key, crt] = [pem(cluster, "ca.key"), pem(cluster, "ca.crt")];
  await run("openssl", [
    "req",
    "-x509",
    ...NEW_KEY,
    "-keyout",
    key,
    "-out",
    crt,
    "-days",
    DAYS,
    "-subj",
    "/CN=cluster-ca",
  ]);
  await run("openssl", ["ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", pem(cluster, "sa.key")]);
}

export const pem = (cluster: Cluster, file: string) => inside(cluster, "pki", file);

/** A kubeconfig with everything in it, so that a copy works anywhere. Gives its path. */
export function kubeconfig(cluster: Cluster, user: string, file = inside(cluster, `${user}.kubeconfig`)): string {
  const base64 = (name: string) => readFileSync(pem(cluster, name)).toString("base64");
  const server = `https://${cluster.host}:${cluster.ports.api}`;
  const keys = { "client-certificate-data": base64(`${user}.crt`), "client-key-data": base64(`${user}.key`) };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": cluster.name,
    clusters: [{ name: cluster.name, cluster: { server, "certificate-authority-data": base64("ca.crt") } }],
    users: [{ name: user, user: keys }],
    contexts: [{ name: cluster.name, context: { cluster: cluster.name, user } }],
  };
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
  return file;
}
