import { Binary, Field, Int32, List, Schema, Utf8 } from "apache-arrow";

const strings = () => new List(new Field("item", new Utf8(), false));

/** The columns of `DocumentRow`. Only the writer needs Arrow's own types, which take long to load. */
export const DOCUMENT_SCHEMA = new Schema([
  ...["path", "hash", "commit", "kind", "title"].map((name) => new Field(name, new Utf8(), false)),
  ...["alerts", "services", "labels"].map((name) => new Field(name, strings(), false)),
  new Field("open_actions", new Int32(), false),
  ...["text", "chunks", "terms"].map((name) => new Field(name, new Utf8(), false)),
  ...["counts", "vectors"].map((name) => new Field(name, new Binary(), false)),
]);
