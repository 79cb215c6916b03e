import type { Series } from "../../src/core/observation.ts";
import type { Signal } from "../../src/core/signal.ts";
import { NOW, NS, podsOf, type World } from "./world.ts";

/** A level with a few hundredths of noise, the same in every run. */
export function wobble(i: number): number {
  return 1 + 0.04 * Math.sin(i * 12.9898);
}

/** An hour of points, a minute apart: `before`, and from `minutes` ago on `after`. */
export function course(before: number, after = before, minutes = 15): Series["points"] {
  const end = Date.parse(NOW) / 1000;
  return Array.from({ length: 60 }, (_, i): [number, number] => {
    const ago = 60 - i;
    return [end - ago * 60, (ago > minutes ? before : after) * wobble(i)];
  });
}

/** Adds a series of a known meaning. */
export function meter(w: World, signal: Signal, labels: Record<string, string>, points: Series["points"]): void {
  w.series.push({
    query: `${signal} of ${JSON.stringify(labels)}`,
    signal,
    labels: { namespace: NS, ...labels },
    points,
  });
}

/** The same series for every pod of an app. */
export function meterPods(w: World, signal: Signal, app: string, points: Series["points"]): void {
  for (const { metadata } of podsOf(w, app)) meter(w, signal, { pod: metadata.name, container: "app" }, points);
}

/** Every app gets requests, answers in 20 ms and fails one in a thousand. */
export function metered(w: World): World {
  for (const app of ["checkout", "payments-api", "ledger"]) {
    meterPods(w, "http-rate", app, course(20));
    meterPods(w, "http-error-ratio", app, course(0.001));
    meterPods(w, "http-latency-mean", app, course(0.02));
    meterPods(w, "cpu-usage", app, course(0.1));
    meterPods(w, "memory-working-set", app, course(200 * 2 ** 20));
    meterPods(w, "memory-limit-ratio", app, course(0.4));
  }
  return w;
}

/** Takes an app's series of a signal away, so that another course can be put in. */
export function replace(w: World, signal: Signal, app: string, points: Series["points"]): void {
  const pods = new Set(podsOf(w, app).map(({ metadata }) => metadata.name));
  w.series = w.series.filter((item) => item.signal !== signal || !pods.has(item.labels.pod ?? ""));
  meterPods(w, signal, app, points);
}
