import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Environment } from "../../../core/environment.ts";
import { messageOf, SitrepError } from "../../../core/errors.ts";
import { redact } from "../../../core/redact/redact.ts";
import { oneLine } from "../../../core/untrusted.ts";
import type { Login } from "./contract.ts";
import type { ClusterSettings, ExecSettings } from "./kubeconfig.ts";
import { ownLogin } from "./login.ts";
import { type Printed, runProgram } from "./run-program.ts";
import { shared } from "./shared.ts";

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
const Credential = z.looseObject({
  kind: z.literal("ExecCredential"),
  status: z.looseObject({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().optional(),
  }),
});
type Issued = z.infer<typeof Credential>["status"];

/**
 * Logs in with what a credential plugin prints, until that expires. Many requests wait for one run. It gets no terminal: in a
 * server nobody could answer it.
 */
export function pluginLogin(
  cluster: ClusterSettings,
  exec: ExecSettings,
  env: Environment,
): (signal: AbortSignal) => Promise<Login> {
  let held: Issued | undefined;
  const issue = shared(async (signal) => {
    held = await issued(cluster, exec, env, signal);
    return held;
  });
  const own = ownLogin(cluster, {});
  return async (signal) => {
    const {
      token,
      clientCertificateData: cert,
      clientKeyData: key,
    } = held && isFresh(held) ? held : await issue(signal);
    const { headers, tls } = await own();
    return {
      headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
      tls: { ...tls, ...(cert && { cert }), ...(key && { key }) },
    };
  };
}

function isFresh({ expirationTimestamp }: Issued): boolean {
  return expirationTimestamp === undefined || Date.parse(expirationTimestamp) > Date.now();
}

async function issued(
  cluster: ClusterSettings,
  exec: ExecSettings,
  env: Environment,
  signal: AbortSignal,
): Promise<Issued> {
  const { command, args = [] } = exec;
  if (exec.interactiveMode === "Always")
    throw new SitrepError(
      "setup",
      `The credential plugin ${command} needs a terminal, which sitrep does not give it.`,
      {
        hint: "Choose a --context that logs in without asking.",
      },
    );
  const own = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]));
  const info = JSON.stringify(await execInfo(cluster, exec));
  const all = { ...env, ...own, KUBERNETES_EXEC_INFO: info };
  const printed = await runProgram({ command, args, env: all }, signal).catch((error: unknown) => {
    throw signal.aborted ? error : notRun(exec, error);
  });
  return credentialIn(command, printed);
}

/** What kubectl tells a plugin. */
async function execInfo(cluster: ClusterSettings, { apiVersion, provideClusterInfo }: ExecSettings) {
  const spec = { interactive: false, ...(provideClusterInfo && { cluster: await clusterInfo(cluster) }) };
  return { apiVersion, kind: "ExecCredential", spec };
}

async function clusterInfo(cluster: ClusterSettings) {
  const file = cluster["certificate-authority"];
  const ca = cluster["certificate-authority-data"] ?? (file && (await readFile(file)).toString("base64"));
  const kept = ["server", "tls-server-name", "insecure-skip-tls-verify", "proxy-url"] as const;
  const config = cluster.extensions?.find(({ name }) => name === "client.authentication.k8s.io/exec")?.extension;
  return {
    ...Object.fromEntries(kept.map((key) => [key, cluster[key]]).filter(([, value]) => value !== undefined)),
    ...(ca && { "certificate-authority-data": ca }),
    ...(config !== undefined && { config }),
  };
}

function credentialIn(command: string, { code, stdout, stderr }: Printed): Issued {
  const said = oneLine(redact(stderr.slice(0, 2_000)), 300).replace(/(?<![.\s])[.\s]+$/, "");
  if (code !== 0)
    throw new SitrepError("denied", `The credential plugin ${command} failed: ${said || `exit ${code}`}.`, {
      hint: "kubectl get namespaces shows the same. Log in again as the plugin wants it, or choose another --context.",
    });
  const parsed = Credential.safeParse(parsedJson(stdout));
  if (parsed.success && (parsed.data.status.token || parsed.data.status.clientCertificateData))
    return parsed.data.status;
  throw new SitrepError(
    "setup",
    `The credential plugin ${command} printed no ExecCredential with a token or certificate.`,
    {
      hint: "kubectl get namespaces shows the same; exec of the user in the kubeconfig has its command and arguments.",
    },
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notRun({ command, installHint }: ExecSettings, error: unknown): SitrepError {
  const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
  const why = isMissing ? "is not installed, or not in PATH" : `cannot be used: ${oneLine(messageOf(error), 200)}`;
  const hint = isMissing && installHint ? oneLine(redact(installHint), 400) : "";
  return new SitrepError("setup", `The credential plugin ${command} of the kubeconfig ${why}.`, {
    cause: error,
    hint: hint || "Install it, or choose another --context.",
  });
}
