import { readFile } from "node:fs/promises";
import { messageOf, SitrepError } from "../../../core/errors.ts";
import type { Login } from "./contract.ts";
import type { ClusterSettings, UserSettings } from "./kubeconfig.ts";

/** Logs in with what the kubeconfig itself holds. Files are read for every login: others rotate them. */
export function ownLogin(cluster: ClusterSettings, user: UserSettings): () => Promise<Login> {
  return async () => {
    const [ca, cert, key, authorization] = await Promise.all([
      pem(cluster["certificate-authority-data"], cluster["certificate-authority"]),
      pem(user["client-certificate-data"], user["client-certificate"]),
      pem(user["client-key-data"], user["client-key"]),
      authorizationOf(user),
    ]);
    return {
      headers: authorization ? { authorization } : {},
      tls: {
        ...(ca && { ca }),
        ...(cert && { cert }),
        ...(key && { key }),
        ...(cluster["tls-server-name"] && { servername: cluster["tls-server-name"] }),
        ...(cluster["insecure-skip-tls-verify"] && { rejectUnauthorized: false }),
      },
    };
  };
}

async function authorizationOf({ token, tokenFile, username, password }: UserSettings): Promise<string | undefined> {
  if (token) return `Bearer ${token}`;
  if (tokenFile) return `Bearer ${(await readCredential(tokenFile)).trim()}`;
  return username ? `Basic ${Buffer.from(`${username}:${password ?? ""}`).toString("base64")}` : undefined;
}

async function pem(data: string | undefined, file: string | undefined): Promise<string | undefined> {
  if (data) return Buffer.from(data, "base64").toString("utf8");
  return file ? readCredential(file) : undefined;
}

async function readCredential(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new SitrepError("setup", `A file that the kubeconfig names cannot be read: ${messageOf(error)}.`, {
      cause: error,
      hint: "Correct the path in the kubeconfig, or choose another --context.",
    });
  }
}

/** What to do when a cluster does not accept what the kubeconfig holds. */
export function renewalOf(user: UserSettings): string {
  const held = [
    [user.exec, "log in again as its credential plugin wants it"],
    [user["auth-provider"], "log in again with your provider's command"],
    [user.token ?? user.tokenFile, "its token is no longer good: put a new one into the kubeconfig"],
    [
      user["client-certificate-data"] ?? user["client-certificate"],
      "its client certificate is not accepted: has it expired?",
    ],
    [user.username, "its user name and password are not accepted"],
  ].find(([credential]) => credential);
  return `${held?.[1] ?? "the context names no credentials"}, or choose another --context`;
}
