/** What a kubelet gives as the reason of Ready=False (its `setters.go` and `runtime.go`, containerd's `status.go`). */
export type NotReady = "runtime" | "network-plugin" | "shutdown" | "other";

const WORDS: readonly [NotReady, RegExp][] = [
  ["shutdown", /node is shutting down/],
  ["network-plugin", /NetworkPluginNotReady|cni plugin not initialized|network not ready/i],
  ["runtime", /container runtime is down|PLEG is not healthy|container runtime not ready|RuntimeReady=false/i],
];

export function whyNotReady(message: string): NotReady {
  return WORDS.find(([, words]) => words.test(message))?.[0] ?? "other";
}
