import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";

/** Milliseconds until a proxy must have made the connection. */
const TIMEOUT = 10_000;

type Connected = (error: Error | null, socket: Duplex) => void;

/**
 * https through an http or https proxy, by CONNECT. Node's own agent does the same since 22.21, but neither ends nor forgets a
 * tunnel that the proxy does not make: a request is then never aborted, and the process never ends.
 */
export class TunnelAgent extends https.Agent {
  private readonly proxy: URL;
  private readonly pending = new Set<http.ClientRequest>();

  constructor(proxy: string, options: https.AgentOptions) {
    super(options);
    this.proxy = new URL(proxy);
  }

  override createConnection(options: https.RequestOptions, connected: Connected): undefined {
    const fail = (error: Error) => connected(new Error(`the proxy ${this.proxy.host}: ${error.message}`), never());
    const request = this.connect(`${bracketed(String(options.host))}:${options.port}`);
    this.pending.add(request);
    request.on("timeout", () => request.destroy(new Error(`no connection within ${TIMEOUT / 1000} s`)));
    request.on("error", fail);
    request.on("close", () => this.pending.delete(request));
    request.on("connect", ({ statusCode }, socket) => {
      if (statusCode === 200)
        return connected(null, super.createConnection({ ...options, socket } as https.RequestOptions) as Duplex);
      socket.destroy();
      return fail(new Error(`HTTP ${statusCode}`));
    });
    request.end();
  }

  override destroy(): void {
    for (const request of this.pending) request.destroy(new Error("closed"));
    super.destroy();
  }

  private connect(authority: string): http.ClientRequest {
    const { protocol, hostname, port, username, password } = this.proxy;
    const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
    return (protocol === "https:" ? https : http).request({
      method: "CONNECT",
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port || (protocol === "https:" ? 443 : 80),
      path: authority,
      headers: {
        host: authority,
        ...(username && { "proxy-authorization": `Basic ${credentials.toString("base64")}` }),
      },
      agent: false,
      timeout: TIMEOUT,
    });
  }
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Node's callback has a socket in its type also where there is none. */
function never(): Duplex {
  return undefined as unknown as Duplex;
}
