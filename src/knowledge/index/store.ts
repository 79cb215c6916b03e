import type { Connection, Table } from "@lancedb/lancedb";
import { messageOf, SitrepError } from "../../core/errors.ts";
import { IndexState, SCHEMA } from "./record.ts";

const STATE = "state";

/**
 * The folder of the index. LanceDB is loaded on first use only: it costs 60 ms and 100 MB that a server
 * which is never asked about documents does not need.
 */
export async function openStore(dir: string): Promise<Connection> {
  // Read once, when the native library loads. Two threads dead-lock some of its versions on small machines.
  // biome-ignore lint/style/noProcessEnv: the library has no other setting for it
  const env = process.env;
  env.LANCE_CPU_THREADS ??= "4";
  env.LANCEDB_LOG ??= "error";
  const { connect } = await import("@lancedb/lancedb");
  try {
    return await connect(dir);
  } catch (error) {
    throw new SitrepError("setup", `The index at ${dir} cannot be opened: ${messageOf(error)}.`, {
      cause: error,
      hint: "Delete that folder and run: sitrep ingest",
    });
  }
}

/** A process that was killed while it made the table leaves a folder that has its name and is none. */
async function openState(store: Connection): Promise<Table | undefined> {
  if (!(await store.tableNames()).includes(STATE)) return undefined;
  try {
    return await store.openTable(STATE);
  } catch (error) {
    if (/not found/i.test(messageOf(error))) return undefined;
    throw error;
  }
}

/** What the index is; `undefined` when nothing was ever ingested here. */
export async function readState(store: Connection): Promise<IndexState | undefined> {
  const table = await openState(store);
  const [row] = (await table?.query().limit(1).toArray()) ?? [];
  table?.close();
  return row ? IndexState.parse(JSON.parse(String(row.json))) : undefined;
}

/** One commit; readers see the old state or the new one. */
export async function writeState(store: Connection, state: IndexState): Promise<void> {
  const row = [{ key: "state", json: JSON.stringify(state) }];
  const table = await openState(store);
  if (!table) {
    await store.createTable(STATE, row, { existOk: true });
    return;
  }
  await table.mergeInsert("key").whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(row);
  table.close();
}

/** The documents that readers use; throws `setup` when another version of sitrep wrote them. */
export async function openDocuments(store: Connection, state: IndexState): Promise<Table> {
  if (state.schema !== SCHEMA)
    throw new SitrepError(
      "setup",
      `Another version of sitrep wrote the index (format ${state.schema}; this one reads ${SCHEMA}).`,
      { hint: `Run: ${ingestCommand(state.folders)}` },
    );
  return store.openTable(state.table);
}

/** What brings the index of these folders up to date. */
export function ingestCommand(folders: readonly string[]): string {
  return ["sitrep ingest", ...folders.map(asWord)].join(" ");
}

/** A path as one word of a shell. */
function asWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** A text as an SQL literal of LanceDB's predicates. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
