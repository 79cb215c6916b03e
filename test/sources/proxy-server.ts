import { createServer } from "node:http";
import { connect } from "node:net";
import { onTestFinished } from "vitest";

export interface Proxy {
  url: string;
  port: number;
  /** What it was asked for: `CONNECT host:port` or `GET http://host/path`, with what it was let in by. */
  asked: string[];
}

/** A real forward proxy that takes every host to `port` on this machine. */
export async function startProxy(port: number): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname, search } = new URL(request.url ?? "");
    const { host: _, "proxy-connection": __, ...headers } = request.headers;
    void fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      ...(request.method === "POST" && { body: request as unknown as ReadableStream, duplex: "half" }),
      redirect: "manual",
    } as RequestInit).then(async (answer) => {
      const location = answer.headers.get("location");
      response.writeHead(answer.status, location === null ? {} : { location });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  server.on("connect", (request, socket, head) => {
    asked.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    const there = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      there.write(head);
      there.pipe(socket).pipe(there);
    });
    there.on("error", () => socket.destroy());
    socket.on("error", () => there.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, asked };
}
