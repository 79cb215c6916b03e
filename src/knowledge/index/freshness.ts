import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { compare, type Differences } from "../files/compare.ts";
import type { Opened } from "./reader.ts";
import { ingestCommand } from "./store.ts";

/** What the index lacks of the files as they are now. */
export interface Staleness extends Differences {
  /** False where nothing differs as far as was read, and not all was. */
  differs: boolean;
  /** In words: `2 changed (a.md, b.md), 1 new (c.md)`. */
  told: string;
  /** What brings the index up to date. */
  command: string;
}

export function wordsOf({ told, command }: Staleness): string {
  return `${told}; run: ${command}`;
}

/** An answer is as old as this at most. */
const CHECK_EVERY_MS = 5_000;
/** A caller waits no longer: 5,000 files take 0.4 s on a local disk. */
const PATIENCE_MS = 1_000;
/** Paths that are named. */
const NAMED = 3;

/** Compares the index with its files, in the background where they are many, at most once in a few seconds. */
export class Freshness {
  private readonly closed = new AbortController();
  private readonly folders: readonly string[];
  private readonly patienceMs: number;
  private running: Promise<void> | undefined;
  private known: { of: string; at: number; found: Staleness | undefined } | undefined;

  /** `folders`: where the documents are when they are not where they were indexed. */
  constructor(folders: readonly string[], patienceMs = PATIENCE_MS) {
    this.folders = folders;
    this.patienceMs = patienceMs;
  }

  /** `undefined` when nothing differs, or when the files are not on this machine; `late` while they are still compared. Never throws. */
  async of(index: Opened): Promise<Staleness | "late" | undefined> {
    const of = `${index.version} ${index.state.indexedAt}`;
    const isNew = this.known?.of === of && Date.now() - this.known.at < CHECK_EVERY_MS;
    if (!isNew) {
      this.running ??= this.check(index, of).finally(() => {
        this.running = undefined;
      });
      const waited = new AbortController();
      const patience = sleep(this.patienceMs, undefined, { signal: waited.signal, ref: false }).catch(() => {});
      const inTime = await Promise.race([this.running.then(() => true), patience.then(() => false)]);
      waited.abort();
      if (!inTime && this.known?.of !== of) return "late";
    }
    return this.known?.of === of ? this.known.found : undefined;
  }

  close(): void {
    this.closed.abort();
  }

  private async check({ state, catalogue }: Opened, of: string): Promise<void> {
    const started = Date.parse(state.startedAt);
    const folders = await firstPresent([state.folders, this.folders]);
    if (Number.isNaN(started) || !folders) return;
    try {
      const differences = await compare(catalogue.pages, folders, started, this.closed.signal);
      this.known = { of, at: Date.now(), found: stalenessOf(differences, folders) };
    } catch {
      // Nothing there any more, or closed: then nothing can be said.
      this.known = undefined;
    }
  }
}

/** A folder that is not mounted is no folder whose documents were deleted. */
async function firstPresent(choices: readonly (readonly string[])[]): Promise<readonly string[] | undefined> {
  for (const folders of choices) {
    const there = await Promise.all(folders.map((folder) => stat(folder).catch(() => undefined)));
    if (folders.length > 0 && there.every((info) => info?.isDirectory())) return folders;
  }
  return undefined;
}

function stalenessOf(differences: Differences, folders: readonly string[]): Staleness | undefined {
  const { changed, added, deleted, unread } = differences;
  const parts = [
    ...tell(changed, "changed"),
    ...tell(added, "new"),
    ...tell(deleted, "deleted"),
    ...(unread > 0 ? [`${unread} more may differ, too many to compare`] : []),
  ];
  if (parts.length === 0) return undefined;
  const differs = changed.length + added.length + deleted.length > 0;
  return { ...differences, differs, told: parts.join(", "), command: ingestCommand(folders) };
}

function tell(paths: readonly string[], how: string): string[] {
  if (paths.length === 0) return [];
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : "";
  return [`${paths.length} ${how} (${paths.slice(0, NAMED).join(", ")}${more})`];
}
