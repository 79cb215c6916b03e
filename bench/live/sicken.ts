import { each, type Send } from "./api.ts";

/** One pod of so many is not well. */
const SICK = 100;
const AT_ONCE = 24;

const WAYS = [
  {
    waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" },
    restarts: 14,
    ended: { exitCode: 137, reason: "OOMKilled" },
  },
  {
    waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "registry.example.com/shop/app:1.42.8"' },
    restarts: 0,
  },
  { waiting: { reason: "CreateContainerConfigError", message: 'secret "app-db" not found' }, restarts: 0 },
];

/** Gives one pod of a hundred a container that does not run. Once kwok has set a pod running, it leaves it alone. */
export async function sicken(send: Send, pods: readonly { namespace: string; name: string }[]): Promise<void> {
  const sick = pods.filter((_, i) => i % SICK === 0);
  await each(sick, AT_ONCE, ({ namespace, name }, i) =>
    send("PATCH", `/api/v1/namespaces/${namespace}/pods/${name}/status`, { status: sickStatus(i) }),
  );
}

function sickStatus(i: number) {
  const { waiting, restarts, ended } = WAYS[i % WAYS.length] ?? {};
  const container = {
    name: "app",
    image: "app",
    imageID: "",
    ready: false,
    started: false,
    restartCount: restarts,
    state: { waiting },
    ...(ended && { lastState: { terminated: { ...ended, finishedAt: new Date().toISOString() } } }),
  };
  const conditions = ["Ready", "ContainersReady"].map((type) => ({
    type,
    status: "False",
    reason: "ContainersNotReady",
  }));
  return { conditions, containerStatuses: [container] };
}
