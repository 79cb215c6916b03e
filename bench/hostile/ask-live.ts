import { measured } from "./measured.ts";

/** Asks the cluster of a kubeconfig with the Prometheus at an address; both are arguments. */
const [kubeconfig, url] = process.argv.slice(2);
await measured({ flags: { kubernetes: { kubeconfig }, prometheus: { url }, deadline: 15 } });
