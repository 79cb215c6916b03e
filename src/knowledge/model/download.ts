import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openAgent } from "../../core/agent.ts";
import type { Environment } from "../../core/environment.ts";
import { messageOf } from "../../core/errors.ts";
import { proxyFor } from "../../core/proxy.ts";

/** A hub redirects to where it keeps large files, and that place perhaps once more. */
const MAX_REDIRECTS = 5;

/**
 * Writes what is at `url` to a file, through the environment's proxy and redirects. Throws with the host and what it
 * answered; the file may then be there in part.
 */
export async function download(url: string, file: string, env: Environment, signal: AbortSignal): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  let at = new URL(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const next = await fetchOnce(at, file, env, signal);
    if (next === undefined) return;
    at = new URL(next, at);
  }
  throw new Error(`${url}: more than ${MAX_REDIRECTS} redirects`);
}

/** Where it lies instead; `undefined` when it was written. */
async function fetchOnce(url: URL, file: string, env: Environment, signal: AbortSignal): Promise<string | undefined> {
  const agent = await openAgent(url.href, { proxy: proxyFor(url.href, env) });
  try {
    const response = await answerOf(url, agent, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) {
      await pipeline(response, createWriteStream(file), { signal });
      return undefined;
    }
    response.destroy();
    if (statusCode >= 300 && statusCode < 400 && headers.location) return headers.location;
    throw new Error(`HTTP ${statusCode}`);
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`${url.host}${url.pathname}: ${messageOf(error)}`, { cause: error });
  } finally {
    agent.destroy();
  }
}

function answerOf(url: URL, agent: http.Agent, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { get } = url.protocol === "http:" ? http : https;
  return new Promise((resolve, reject) => get(url, { agent, signal }, resolve).on("error", reject));
}
