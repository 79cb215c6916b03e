// A read-only image registry (OCI distribution, pull only) over a folder: node registry.ts FOLDER HOST PORT
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { blobFile, MANIFEST } from "./oci.ts";

/** Repositories below this one are private: whoever comes without credentials gets 401. */
const PRIVATE = "internal/";
const BLOB = "application/octet-stream";

function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const [url = ""] = (request.url ?? "").split("?");
  const [, repository = "", kind = "", reference = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(url) ?? [];
  if (url === "/v2/") {
    response.end("{}");
    return;
  }
  const digest = reference.startsWith("sha256:") ? reference : taggedDigest(folder, repository, reference);
  if (repository.startsWith(PRIVATE) && !request.headers.authorization)
    refuse(response, 401, "UNAUTHORIZED", "authentication required");
  else if (!existsSync(path.join(folder, "tags", repository)))
    refuse(response, 404, "NAME_UNKNOWN", "repository name not known to registry");
  else if (!digest || !existsSync(blobFile(folder, digest)))
    refuse(response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
  else send(response, blobFile(folder, digest), digest, kind === "manifests" ? MANIFEST : BLOB, request.method);
}

function taggedDigest(folder: string, repository: string, tag: string): string | undefined {
  const file = path.join(folder, "tags", repository, tag);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function send(response: ServerResponse, file: string, digest: string, type: string, method = "GET"): void {
  const headers = { "content-type": type, "docker-content-digest": digest, "content-length": statSync(file).size };
  response.writeHead(200, headers);
  if (method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const challenge = status === 401 ? { "www-authenticate": 'Basic realm="registry"' } : {};
  response.writeHead(status, { "content-type": "application/json", ...challenge });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}

if (import.meta.main) {
  const [folder = "", host, port] = process.argv.slice(2);
  createServer((request, response) => serve(folder, request, response)).listen(Number(port), host);
}
