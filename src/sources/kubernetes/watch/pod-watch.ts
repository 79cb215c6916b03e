import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { beforeAbort } from "../../../core/before-abort.ts";
import type { KubeClient } from "../api/client.ts";
import { KubeError } from "../api/kube-error.ts";
import { servedPod } from "../pods/project-pod.ts";
import type { FailingPods } from "../reader.ts";
import type { PodCensus } from "./pod-census.ts";
import { type Survey, survey, UNFINISHED } from "./survey.ts";
import { type WatchEvent, watchEvents } from "./watch-events.ts";

export interface PodWatchOptions {
  /** Milliseconds after the last question until the watch ends. */
  idle?: number;
  /** Milliseconds before the n-th new start in a row. */
  wait?: (failures: number) => number;
}

const IDLE = 10 * 60_000;
/** Whoever asks waits only until their own deadline; the next finds it there. */
const SURVEY_TIMEOUT = 30_000;
const MAX_WAIT = 60_000;

/**
 * Which pods of a cluster are not well, kept up to date by a watch. The first question surveys the cluster; while the watch
 * lasts, others are answered from memory. What was known is forgotten when the watch breaks: the cluster is surveyed anew,
 * after a while or by the next question, whichever comes first. Where watching is not allowed every question surveys.
 */
export class PodWatch {
  private readonly client: KubeClient;
  private readonly idle: number;
  private readonly wait: (failures: number) => number;
  private readonly closed = new AbortController();
  /** The survey that the watch keeps up to date, or that is being made. */
  private current: Promise<Survey> | undefined;
  private isAllowed = true;
  private failures = 0;
  private lastAsked = 0;

  constructor(client: KubeClient, { idle = IDLE, wait = backOff }: PodWatchOptions = {}) {
    this.client = client;
    this.idle = idle;
    this.wait = wait;
  }

  /** Of one namespace only that is read, unless all are known. Throws KubeError, and a ZodError where the server prints no tables. */
  async failing(namespace: string | undefined, signal: AbortSignal): Promise<FailingPods> {
    this.lastAsked = Date.now();
    const known =
      namespace !== undefined && this.current === undefined
        ? survey(this.client, [namespace], signal)
        : beforeAbort(this.surveyed(), signal);
    return (await known).census.failing(namespace, Date.now());
  }

  close(): void {
    this.closed.abort();
  }

  /** One survey for everybody who asks meanwhile; it belongs to no question, so none can abort it. */
  private surveyed(): Promise<Survey> {
    if (!this.current) {
      const limit = AbortSignal.timeout(SURVEY_TIMEOUT);
      this.current = survey(this.client, undefined, AbortSignal.any([this.closed.signal, limit]));
      void this.follow(this.current);
    }
    return this.current;
  }

  /** Never throws: whoever asks next meets what is wrong, and tells it. */
  private async follow(begun: Promise<Survey>): Promise<void> {
    const failure: unknown = await begun.then((found) => this.keepUp(found)).catch((error: unknown) => error);
    if (this.current === begun) this.current = undefined;
    if (failure instanceof KubeError && failure.status === 403) this.isAllowed = false;
    if (failure === undefined || !this.isAllowed || this.isOver()) return;
    const wait = this.wait(this.failures++);
    await sleep(wait, undefined, { ref: false, signal: this.closed.signal }).catch(() => undefined);
    if (!this.isOver()) void this.surveyed().catch(() => undefined);
  }

  /** Until nobody asks any more. Throws when the watch breaks, 410 when the cluster has to be surveyed anew. */
  private async keepUp({ census, resourceVersion: version }: Survey): Promise<void> {
    let query = { resourceVersion: version, fieldSelector: UNFINISHED };
    while (this.isAllowed && !census.isFull && !this.isOver())
      for await (const event of watchEvents(this.client, "/api/v1/pods", query, this.closed.signal)) {
        query = { ...query, resourceVersion: apply(census, event) };
        this.failures = 0;
        if (census.isFull || this.isOver()) return;
      }
  }

  private isOver(): boolean {
    return this.closed.signal.aborted || Date.now() - this.lastAsked > this.idle;
  }
}

const Versioned = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) });

/** The version that the census is at now. */
function apply(census: PodCensus, { type, object }: WatchEvent): string {
  const pod = type === "BOOKMARK" ? undefined : servedPod(object);
  if (pod && type === "DELETED") census.gone(pod.metadata.namespace ?? "", pod.metadata.name);
  else if (pod) census.see(pod, Date.now());
  return Versioned.parse(object).metadata.resourceVersion;
}

/** Doubling from half a second to a minute, spread so that not all come back at once. */
function backOff(failures: number): number {
  return Math.min(MAX_WAIT, 500 * 2 ** failures) * (1 + Math.random() / 4);
}
