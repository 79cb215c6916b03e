import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const INSTALL = "Install Debian's prometheus and prometheus-alertmanager.";

/** One series of a test's data: a point per `step` seconds, the last at `end`. */
export interface TestSeries {
  metric: string;
  labels?: Record<string, string>;
  /** Value at the i-th of `count` points, or `undefined` for no sample. */
  value(i: number, count: number): number | undefined;
}

export interface Data {
  end: number;
  step: number;
  count: number;
  series: readonly TestSeries[];
}

export interface Server {
  url: string;
  stop(): Promise<void>;
}

/** A real Prometheus on a free port with these data and rules. Fails with a clear message when it is not installed. */
export async function startPrometheus(
  options: { data?: Data; rules?: string; args?: string[]; web?: string } = {},
): Promise<Server> {
  const dir = await mkdtemp(path.join(tmpdir(), "sitrep-prometheus-"));
  const storage = path.join(dir, "data");
  await mkdir(storage);
  if (options.data) await createBlocks(dir, storage, options.data);
  await writeFile(path.join(dir, "rules.yml"), options.rules ?? "groups: []\n");
  await writeFile(
    path.join(dir, "prometheus.yml"),
    "global: { scrape_interval: 15s, evaluation_interval: 1s }\nrule_files: [rules.yml]\nscrape_configs: []\n",
  );
  await writeFile(path.join(dir, "web.yml"), options.web ?? "");
  const port = await freePort();
  const child = spawn(
    "prometheus",
    [
      `--config.file=${dir}/prometheus.yml`,
      `--storage.tsdb.path=${storage}`,
      `--web.config.file=${dir}/web.yml`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--storage.tsdb.retention.time=30d",
      ...(options.args ?? []),
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const url = `http://127.0.0.1:${port}`;
  await untilReady("prometheus", child, `${url}/-/ready`);
  return { url, stop: () => stop(child, dir) };
}

export async function untilReady(program: string, child: ReturnType<typeof spawn>, url: string): Promise<void> {
  let log = "";
  let failed: string | undefined;
  child.stderr?.on("data", (chunk) => {
    log = (log + chunk).slice(-2000);
  });
  child.on("error", (error) => {
    failed = `${program} cannot be started (${error.message}). ${INSTALL}`;
  });
  child.on("exit", (code) => {
    failed ??= `${program} ended with ${code}:\n${log}`;
  });
  for (let i = 0; i < 400; i++) {
    if (failed) throw new Error(failed);
    // "Not ready yet" is 503. With basic authentication it is 401, with TLS this plain request is a 400.
    const status = await fetch(url).then(
      (response) => response.status,
      () => 503,
    );
    if (status !== 503) return;
    await sleep(50);
  }
  throw new Error(`${program} did not become ready:\n${log}`);
}

export async function stop(child: ReturnType<typeof spawn>, dir: string): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode === null) {
    child.kill("SIGKILL");
    await ended;
  }
  await rm(dir, { recursive: true, force: true });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function createBlocks(dir: string, storage: string, data: Data): Promise<void> {
  const file = path.join(dir, "data.om");
  await writeFile(file, openMetrics(data));
  try {
    await run("promtool", ["tsdb", "create-blocks-from", "openmetrics", "--quiet", file, storage]);
  } catch (error) {
    throw new Error(`promtool cannot make the test's data. ${INSTALL}`, { cause: error });
  }
}

function* openMetrics({ end, step, count, series }: Data): Generator<string> {
  const byMetric = Map.groupBy(series, ({ metric }) => metric);
  for (const { metric, labels = {}, value } of [...byMetric.values()].flat()) {
    const inner = Object.entries(labels).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
    const lines = Array.from({ length: count }, (_, i) => {
      const n = value(i, count);
      return n === undefined ? "" : `${metric}{${inner.join(",")}} ${n} ${end - (count - 1 - i) * step}\n`;
    });
    yield lines.join("");
  }
  yield "# EOF\n";
}
