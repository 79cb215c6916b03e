// Run by kill.test.ts in a process of its own: node run-ingest.ts INDEX FOLDER
import { ingest } from "../../ingest/index.ts";

const [dir = "", folder = ""] = process.argv.slice(2);
const run = ingest({ folders: [folder], dir, signal: new AbortController().signal });
while (!(await run.next()).done);
