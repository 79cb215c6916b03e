import type { RequestListener, ServerResponse } from "node:http";

const BODY = JSON.stringify({ kind: "List", apiVersion: "v1", status: "success", data: [], items: [] });
const html = (title: string) => `<!doctype html><html><head><title>${title}</title></head><body>${title}</body></html>`;
const page = (status: number, title: string): RequestListener => {
  return (_, response) => response.writeHead(status, { "content-type": "text/html" }).end(html(title));
};

/** Writes again and again until nobody listens any more. */
function keepWriting(response: ServerResponse, ms: number, next: (i: number) => string): void {
  let i = 0;
  const timer = setInterval(() => response.write(next(i++)), ms);
  response.on("close", () => clearInterval(timer));
}

const json = { "content-type": "application/json" };

/** The ways in which an address can be wrong, or what answers at it be ill. `stranger` is where redirects lead. */
export function misbehaviours(stranger: string): Record<string, RequestListener> {
  return {
    "accepts and never answers": () => {},
    "answers a byte a second": (_, response) => {
      response.writeHead(200, json);
      keepWriting(response, 1000, (i) => BODY[i] ?? " ");
    },
    "closes at once": (request) => request.socket.destroy(),
    "resets the connection": (request) => request.socket.resetAndDestroy(),
    "breaks off in its headers": (request) => request.socket.end("HTTP/1.1 200 OK\r\ncontent-le"),
    "speaks something else": (request) => request.socket.end("220 mail.example.com ESMTP ready\r\n"),
    "answers a page": page(200, "Welcome to nginx!"),
    "redirects to a login page": (_, response) => response.writeHead(302, { location: `${stranger}/login` }).end(),
    "answers 401": page(401, "Unauthorized"),
    "answers 403": page(403, "Forbidden"),
    "answers 404": (_, response) => response.writeHead(404).end("404 page not found"),
    "answers 404 with a page": page(404, "Not found"),
    "answers 429": page(429, "Too many requests"),
    "answers 500": page(500, "Something broke"),
    "answers 502": page(502, "Bad gateway"),
    "answers 503 and asks to wait": (_, response) => response.writeHead(503, { "retry-after": "60" }).end(),
    "answers JSON that breaks off": (_, response) => response.writeHead(200, json).end(BODY.slice(0, -10)),
    "answers other JSON": (_, response) => response.writeHead(200, json).end("{}"),
    "answers null": (_, response) => response.writeHead(200, json).end("null"),
    "answers JSON without an end": (_, response) => {
      response.writeHead(200, json).write('{"status":"success","kind":"List","data":[');
      keepWriting(response, 10, () => '"x",'.repeat(500));
    },
  };
}
