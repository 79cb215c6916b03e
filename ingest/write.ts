import type { Connection, Table } from "@lancedb/lancedb";
import { messageOf, SitrepError } from "../src/core/errors.ts";
import { oneLine } from "../src/core/untrusted.ts";
import { type DocumentRow, type IndexState, SCHEMA, tableOf } from "../src/knowledge/index/record.ts";
import { openStore, quoted, readState, writeState } from "../src/knowledge/index/store.ts";
import { NO_EMBEDDER } from "../src/knowledge/model/embedder.ts";
import { DOCUMENT_SCHEMA } from "./schema.ts";

/** What the index knows of a document that decides whether it must be written again. */
export type Known = ReadonlyMap<string, { hash: string; commit: string }>;

/** Old versions stay this long for readers that are in the middle of them. */
const KEEP_MS = 60 * 60 * 1000;
/** A predicate names its documents; a longer one is slow to plan. */
const NAMED_AT_ONCE = 500;

async function readKnown(table: Table): Promise<Known> {
  const rows = await table.query().select(["path", "hash", "commit"]).toArray();
  return new Map(rows.map(({ path, hash, commit }) => [String(path), { hash: String(hash), commit: String(commit) }]));
}

function* predicates(paths: readonly string[]): Generator<string> {
  for (let i = 0; i < paths.length; i += NAMED_AT_ONCE) {
    const some = paths.slice(i, i + NAMED_AT_ONCE).map(quoted);
    yield `path IN (${some.join(", ")})`;
  }
}

/** The write side of the index; the caller holds the lock. A reader never sees half a document. */
export class IndexWriter {
  private readonly store: Connection;
  private readonly table: Table;
  private readonly state: IndexState;
  /** What was there when it was opened. */
  readonly known: Known;

  private constructor(store: Connection, table: Table, state: IndexState, known: Known) {
    this.store = store;
    this.table = table;
    this.state = state;
    this.known = known;
  }

  /**
   * Opens the table of this embedder. Another embedder's table goes on serving readers until `publish`; what an
   * interrupted run wrote is still there. A first index is visible while it grows.
   */
  static async open(
    dir: string,
    folders: readonly string[],
    embedder?: { id: string; dimensions: number },
  ): Promise<IndexWriter> {
    const store = await openStore(dir);
    const { id, dimensions } = embedder ?? { id: NO_EMBEDDER, dimensions: 0 };
    const state = {
      schema: SCHEMA,
      table: tableOf(id),
      embedder: id,
      dimensions,
      folders: [...folders],
      startedAt: "",
      indexedAt: "",
    };
    try {
      const table = await store.createEmptyTable(tableOf(id), DOCUMENT_SCHEMA, { mode: "create", existOk: true });
      if (!(await readState(store))) await writeState(store, state);
      return new IndexWriter(store, table, state, await readKnown(table));
    } catch (error) {
      throw new SitrepError("setup", `The index at ${dir} cannot be read: ${oneLine(messageOf(error), 160)}.`, {
        cause: error,
        hint: "Delete that folder and run it again: everything in it is made from the documents.",
      });
    }
  }

  /** Each path once in a run. New documents are appended: replacing reads the whole table for every batch. */
  async put(rows: readonly DocumentRow[]): Promise<void> {
    const copies = rows.map((row) => ({ ...row }));
    const added = copies.filter(({ path }) => !this.known.has(path));
    const replaced = copies.filter(({ path }) => this.known.has(path));
    if (added.length > 0) await this.table.add(added);
    if (replaced.length > 0) await this.table.mergeInsert("path").whenMatchedUpdateAll().execute(replaced);
  }

  async remove(paths: readonly string[]): Promise<void> {
    for (const where of predicates(paths)) await this.table.delete(where);
  }

  /** The same documents, now under a commit. */
  async commit(paths: readonly string[], commit: string): Promise<void> {
    for (const where of predicates(paths)) await this.table.update({ where, values: { commit } });
  }

  /** Makes this table the one that readers use, and drops the others. `started`: when the files began to be looked at. */
  async publish(changed: boolean, started: Date): Promise<void> {
    if (changed) await this.table.optimize({ cleanupOlderThan: new Date(Date.now() - KEEP_MS) });
    const times = { startedAt: started.toISOString(), indexedAt: new Date().toISOString() };
    await writeState(this.store, { ...this.state, ...times });
    const old = (await this.store.tableNames()).filter(
      (name) => name.startsWith("documents_") && name !== this.state.table,
    );
    for (const name of old) await this.store.dropTable(name);
  }

  count(): Promise<number> {
    return this.table.countRows();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.table.close();
    this.store.close();
  }
}
