import http from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { KubeConfig } from "@kubernetes/client-node";
import { messageOf, SitrepError } from "../../core/errors.ts";
import { oneLine } from "../../core/untrusted.ts";

export interface Request {
  query?: Record<string, string | undefined>;
  accept?: string;
  method?: "GET" | "POST";
  body?: unknown;
  signal: AbortSignal;
}

/** The API server refused or failed: `status` is the HTTP status, 0 when there was no answer. */
export class KubeError extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "KubeError";
    this.status = status;
  }
}

const MAX_SOCKETS = 16;
/** One page of 500 large objects is about 8 MB; more than this is not an answer to a question. */
const MAX_BYTES = 64 * 1024 * 1024;
const RETRIES = 3;
const PAGE = 500;

interface Page {
  items?: unknown[];
  metadata?: { continue?: string };
}

/**
 * A thin client on kubeconfig auth: one keep-alive pool, raw JSON. The typed client opens a connection a request and spends
 * 5 s and 1.1 GB on 20,000 pods; this one 0.5 s and 150 MB. Reads only: it knows GET, and POST for access reviews.
 */
export class KubeClient {
  private readonly load: () => Promise<KubeConfig>;
  private config: Promise<KubeConfig> | undefined;
  private agent: { key: string; agent: http.Agent } | undefined;

  constructor(load: () => Promise<KubeConfig>) {
    this.load = load;
  }

  /** Name of the cluster in use. */
  async cluster(): Promise<string> {
    const config = await this.kubeConfig();
    return config.getCurrentCluster()?.name ?? "";
  }

  /** The parsed JSON answer. Throws KubeError; 429 and 503 are tried again after what `Retry-After` says. */
  async json(path: string, request: Request): Promise<unknown> {
    const text = await this.text(path, request);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new KubeError(0, `the answer to ${path} is not JSON: is the address an API server?`, { cause: error });
    }
  }

  async text(path: string, request: Request): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const answer = await this.send(path, request);
      if (answer.status < 300) return answer.text;
      const wait = answer.status === 429 || answer.status === 503;
      if (!wait || attempt >= RETRIES) throw new KubeError(answer.status, statusMessage(answer.text));
      const seconds = Math.min(10, answer.retryAfter || 2 ** attempt / 4);
      await sleep(seconds * 1000 * (1 + Math.random() / 10), undefined, { signal: request.signal });
    }
  }

  /** All items of a list, page by page. A continue token that expired (410) starts the list over, once. */
  async list(path: string, request: Request, keep: (item: unknown) => void, restart: () => void): Promise<void> {
    let next: string | undefined;
    let restarts = 1;
    for (;;) {
      try {
        const page = (await this.json(path, {
          ...request,
          query: { limit: String(PAGE), ...request.query, continue: next },
        })) as Page;
        for (const item of page.items ?? []) keep(item);
        next = page.metadata?.continue || undefined;
      } catch (error) {
        if (!(error instanceof KubeError && error.status === 410) || restarts-- === 0) throw error;
        restart();
        next = undefined;
        continue;
      }
      if (next === undefined) return;
    }
  }

  close(): void {
    this.agent?.agent.destroy();
  }

  private kubeConfig(): Promise<KubeConfig> {
    this.config ??= this.load();
    return this.config;
  }

  private async send(path: string, { query = {}, accept = "application/json", method = "GET", body, signal }: Request) {
    const config = await this.kubeConfig();
    const server = config.getCurrentCluster()?.server;
    if (!server)
      throw new SitrepError("input", "The kubeconfig has no server for its current context.", {
        hint: "kubectl config get-contexts lists them; choose one with --context.",
      });
    const options: https.RequestOptions = { headers: {} };
    await config.applyToHTTPSOptions(options);
    const url = new URL(server.replace(/\/$/, "") + path);
    for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
    const headers = {
      ...options.headers,
      accept,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const transport = url.protocol === "http:" ? http : https;
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = transport.request(
        url,
        { method, headers, agent: this.pool(url.protocol, options), signal },
        resolve,
      );
      request.on("error", (error) =>
        reject(signal.aborted ? signal.reason : new KubeError(0, `${url.host}: ${messageOf(error)}`, { cause: error })),
      );
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
    return {
      status: response.statusCode ?? 0,
      retryAfter: Number(response.headers["retry-after"]) || 0,
      text: await read(response, signal),
    };
  }

  /** One pool as long as the credentials stay the same; a rotated certificate gets a new one. */
  private pool(protocol: string, { ca, cert, key, rejectUnauthorized, servername }: https.RequestOptions): http.Agent {
    const identity = [protocol, ca, cert, key, rejectUnauthorized, servername].map(String).join("|");
    if (this.agent?.key !== identity) {
      this.agent?.agent.destroy();
      const shared = { keepAlive: true, maxSockets: MAX_SOCKETS };
      const agent =
        protocol === "http:"
          ? new http.Agent(shared)
          : new https.Agent({ ...shared, ca, cert, key, rejectUnauthorized, servername });
      this.agent = { key: identity, agent };
    }
    return this.agent.agent;
  }
}

async function read(response: http.IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      size += chunk.length;
      if (size > MAX_BYTES) throw new KubeError(0, `the answer is larger than ${MAX_BYTES / 1024 / 1024} MB`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof KubeError
      ? error
      : new KubeError(0, `the answer broke off: ${messageOf(error)}`, { cause: error });
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The `message` of a v1 Status, or the beginning of whatever came. */
function statusMessage(text: string): string {
  try {
    const status = JSON.parse(text);
    if (typeof status?.message === "string") return oneLine(status.message, 300);
  } catch {
    // A proxy's error page: its first words say more than nothing.
  }
  return oneLine(text, 120) || "no reason given";
}
