import { spawn } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, type Server, stop, untilReady } from "../prometheus/server.ts";

/** A real Alertmanager on a free port that sends nothing anywhere. */
export async function startAlertmanager(): Promise<Server> {
  const dir = await mkdtemp(path.join(tmpdir(), "sitrep-alertmanager-"));
  await writeFile(path.join(dir, "config.yml"), "route: { receiver: none }\nreceivers: [{ name: none }]\n");
  const port = await freePort();
  const child = spawn(
    "prometheus-alertmanager",
    [
      `--config.file=${dir}/config.yml`,
      `--storage.path=${dir}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--cluster.listen-address=",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const url = `http://127.0.0.1:${port}`;
  await untilReady("prometheus-alertmanager", child, `${url}/-/ready`);
  return { url, stop: () => stop(child, dir) };
}

export async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}
