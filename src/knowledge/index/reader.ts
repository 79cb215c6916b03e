import { existsSync } from "node:fs";
import type { Connection, Table } from "@lancedb/lancedb";
import { messageOf, SitrepError } from "../../core/errors.ts";
import { type Catalogue, loadCatalogue } from "./catalogue.ts";
import type { IndexState } from "./record.ts";
import { openDocuments, openStore, readState } from "./store.ts";

/** The index as one consistent whole: what it is, its rows, and what ranking needs in memory. */
export interface Opened {
  state: IndexState;
  table: Table;
  /** Differs whenever anything in the index does. */
  version: string;
  catalogue: Catalogue;
}

/** A newer index is looked for this often at most … */
const LOOK_EVERY_MS = 500;
/** … and not before this many times the last load has passed, so that a long ingest does not keep a reader busy. */
const LOAD_PAUSE = 10;

/** Reads the index and notices when another process has written a newer one. Nothing is opened before `current`. */
export class IndexReader {
  private readonly dir: string;
  private store: Connection | undefined;
  private opened: Opened | undefined;
  private loading: Promise<Opened | undefined> | undefined;
  private nextLook = 0;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** The newest complete index; `undefined` when there is none. With `look` it is looked for now. */
  async current(look = false): Promise<Opened | undefined> {
    if (this.opened && !look && Date.now() < this.nextLook) return this.opened;
    this.loading ??= this.refresh()
      .catch(this.unreadable)
      .finally(() => {
        this.loading = undefined;
      });
    return this.loading;
  }

  close(): void {
    this.opened?.table.close();
    this.store?.close();
    this.opened = undefined;
    this.store = undefined;
  }

  private readonly unreadable = (error: unknown): never => {
    if (error instanceof SitrepError) throw error;
    throw new SitrepError("setup", `The index at ${this.dir} cannot be read: ${messageOf(error)}.`, {
      cause: error,
      hint: "Delete that folder and run: sitrep ingest",
    });
  };

  private async refresh(): Promise<Opened | undefined> {
    const started = Date.now();
    // Connecting makes the folder; looking must not.
    if (!this.dir.includes("://") && !existsSync(this.dir)) return undefined;
    this.store ??= await openStore(this.dir);
    const state = await readState(this.store);
    if (!state) return undefined;
    const table = this.opened?.state.table === state.table ? this.opened.table : await openDocuments(this.store, state);
    await table.checkoutLatest();
    const number = await table.version();
    // Pinned: the texts that are read later belong to the catalogue that is loaded now.
    await table.checkout(number);
    const version = `${state.table}@${number}`;
    const known = this.opened?.version === version ? this.opened.catalogue : undefined;
    const catalogue = known ?? (await loadCatalogue(table, state.dimensions));
    this.opened = { state, table, catalogue, version };
    this.nextLook = Date.now() + Math.max(LOOK_EVERY_MS, known ? 0 : LOAD_PAUSE * (Date.now() - started));
    return this.opened;
  }
}
