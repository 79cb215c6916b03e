import { z } from "zod";
import type { CaptureFolder } from "../../../core/capture/folder.ts";
import { LAYOUT } from "../../../core/capture/layout.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { type Missing, unnamed } from "../../../core/missing.ts";
import { timeOf } from "../../../core/time.ts";
import { missingIn } from "../collect/report.ts";
import { builtIn, type Resource } from "../kinds.ts";
import { nothing } from "../listing.ts";
import { failingAmong } from "../pods/failing-pods.ts";
import type { KubernetesReader, ListKind, Recording } from "../reader.ts";
import { fieldMatcher, labelMatcher } from "../selector.ts";
import { seenFrom } from "../visible.ts";
import { readObjects } from "./read-objects.ts";
import { recordedLog, recordedLogs } from "./recorded-logs.ts";

const Unlisted = z.record(z.string(), z.string());

/** Reads the Kubernetes part of a capture, whoever wrote it. Throws an `input` error when there is no such part. */
export async function recordedReader(capture: CaptureFolder): Promise<KubernetesReader> {
  const { objects, missing: lacks } = await readObjects(capture);
  return readerOf(capture, await recordingOf(capture, objects, lacks));
}

function readerOf(capture: CaptureFolder, recording: Recording, namespaces?: readonly string[]): KubernetesReader {
  const byKind = Map.groupBy(recording.objects, ({ kind }) => kind);
  const { cluster, takenAt } = capture.manifest;
  const list: ListKind = async (kind, query) => {
    const all = ofKind(byKind, kind);
    const refused = recording.unlisted[plainKind(kind)];
    if (all.length === 0) return refused ? nothing("denied", refused) : nothing("absent", "not in this capture");
    const [label, field] = [labelMatcher(query.labelSelector), fieldMatcher(query.fieldSelector)];
    const found = all.filter(
      (object) =>
        (query.namespace === undefined || (object.metadata.namespace ?? query.namespace) === query.namespace) &&
        (query.name === undefined || object.metadata.name === query.name) &&
        label(object) &&
        field(object),
    );
    const items = found.slice(0, query.max);
    const why = refused ?? (items.length < found.length ? `only the first ${items.length}` : "");
    return { items, status: why === "" ? "ok" : "limited", detail: why };
  };
  // The kind that was asked for is the kind that comes.
  const typed = list as KubernetesReader["list"];
  return {
    cluster: async () => cluster,
    list: typed,
    kinds: async () => [...byKind].map(([kind, [first]]) => resourceOf(kind, first)),
    inUse: async () => [],
    logs: async (query) =>
      namespaces && !namespaces.includes(query.namespace) ? undefined : recordedLog(capture, query),
    failingPods: async (namespace, signal) =>
      failingAmong(await typed("Pod", { namespace }, signal), timeOf(takenAt) ?? 0),
    identity: async () => ({ version: "recorded", user: "nobody: a capture", mayWrite: [] }),
    may: async () => undefined,
    schema: async () => undefined,
    recording,
    within: (names) => readerOf(capture, recordingWithin(recording, names), names),
    close: () => {},
  };
}

async function recordingOf(
  capture: CaptureFolder,
  objects: readonly KubeObject[],
  lacks: readonly Missing[],
): Promise<Recording> {
  const { status = "ok", detail = "", missing } = capture.manifest.sources.kubernetes ?? {};
  const said = Unlisted.safeParse(await capture.json(LAYOUT.unlisted).catch(() => undefined));
  const unlisted = said.success ? said.data : status === "ok" ? {} : everyKind(objects, detail || status);
  return {
    objects,
    // A capture that says itself what it lacks needs no second telling.
    missing: [...lacks, ...(missing ? [] : missingIn(unlisted))],
    unlisted,
    logs: (wanted, signal, within) => recordedLogs(capture, wanted, signal, within),
  };
}

/** A capture that is not whole and does not say what is missing: any kind may be. */
function everyKind(objects: readonly KubeObject[], why: string): Record<string, string> {
  return Object.fromEntries(objects.map(({ kind }) => [kind, why]));
}

/** Of these namespaces alone. What a capture says it lacks may name others, so only that it lacks something is kept. */
function recordingWithin(recording: Recording, namespaces: readonly string[]): Recording {
  const ofOthers = (part: string) => {
    const [, place] = / in (\S+)$/.exec(part) ?? [];
    return place !== undefined && !namespaces.includes(place);
  };
  const kinds = Object.keys(recording.unlisted).filter((part) => !ofOthers(part));
  return {
    objects: seenFrom(recording.objects, namespaces),
    missing: unnamed(recording.missing),
    unlisted: Object.fromEntries(kinds.map((kind) => [kind, "not listed when the capture was taken"])),
    logs: (wanted, signal) => recording.logs(wanted, signal, namespaces),
  };
}

function plainKind(kind: string): string {
  return kind.split(".")[0] ?? "";
}

/** `Gateway`, or `Gateway.networking.istio.io` where two groups have the kind. */
function ofKind(byKind: ReadonlyMap<string, KubeObject[]>, wanted: string): readonly KubeObject[] {
  const [kind = "", ...group] = wanted.split(".");
  const all = byKind.get(kind) ?? [];
  return group.length === 0 ? all : all.filter(({ apiVersion }) => apiVersion.startsWith(`${group.join(".")}/`));
}

function resourceOf(kind: string, first: KubeObject | undefined): Resource {
  return (
    builtIn(kind) ?? {
      kind,
      apiVersion: first?.apiVersion ?? "",
      plural: `${kind.toLowerCase()}s`,
      namespaced: first?.metadata.namespace !== undefined,
      shortNames: [],
    }
  );
}
