import { readFileSync } from "node:fs";
import https from "node:https";
import { parse } from "yaml";
import type { Account } from "./admin.ts";

export interface Raw {
  method?: string;
  body?: object;
  headers?: Record<string, string>;
}

/** One request with the account's token, and nothing between it and the API server. Gives the HTTP status and the body. */
export function request(
  { kubeconfig, tokenFile }: Account,
  path: string,
  { method = "GET", body, headers = {} }: Raw = {},
): Promise<{ status: number; text: string }> {
  const { server, "certificate-authority-data": ca } = parse(readFileSync(kubeconfig, "utf8")).clusters[0].cluster;
  const options = {
    method,
    ca: Buffer.from(ca, "base64"),
    headers: {
      authorization: `Bearer ${readFileSync(tokenFile, "utf8").trim()}`,
      ...(body && { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" }),
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const sent = https.request(new URL(path, server), options, async (response) => {
      const text = await response.setEncoding("utf8").toArray();
      resolve({ status: response.statusCode ?? 0, text: text.join("") });
    });
    sent.on("error", reject).end(body && JSON.stringify(body));
  });
}
