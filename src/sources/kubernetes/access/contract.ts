import type https from "node:https";

/** Which cluster, and as whom. */
export interface AccessOptions {
  /** One file, or several joined as in KUBECONFIG. */
  kubeconfig?: string | undefined;
  context?: string | undefined;
  /** In place of the address in the kubeconfig, or of the pod's own cluster. */
  server?: string | undefined;
  /** Act as somebody else, if we may. */
  impersonate?: { user: string; groups: readonly string[] } | undefined;
}

/** How the API server is reached. */
export interface Access {
  /** The cluster's name in the kubeconfig. */
  cluster: string;
  /** Without a slash at its end. */
  server: string;
  /** Asked before every request, because tokens and certificates rotate. */
  login(signal: AbortSignal): Promise<Login>;
  /** Who or what issues the credentials, for when it does not answer. */
  issuer: string;
  /** What to do when the cluster does not accept them. */
  renew: string;
  /** Where connections go through: `http:`, `https:` or `socks5:`. */
  proxy?: string | undefined;
}

export interface Login {
  headers: Record<string, string | string[]>;
  tls: Pick<https.RequestOptions, "ca" | "cert" | "key" | "rejectUnauthorized" | "servername">;
}
