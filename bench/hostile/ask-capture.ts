import { measured } from "./measured.ts";

/** Asks one capture, named by the argument. */
const [capture] = process.argv.slice(2);
await measured({ capture });
