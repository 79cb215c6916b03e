import { realpathSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { waitFor } from "../../cluster/lib.ts";
import { underTest } from "./under-test.ts";

/** The program and the libraries that it needs are this machine's own. */
const FOLDERS = ["/lib", "/lib64", "/usr/lib"];
const REPOSITORY = path.join(import.meta.dirname, "..", "..", "..");

function pod(name: string): object {
  const folders = [...FOLDERS.map((at) => ({ at, from: realpathSync(at) })), { at: "/sitrep", from: REPOSITORY }];
  const volumes = folders.map(({ from }, i) => ({ name: `folder-${i}`, hostPath: { path: from } }));
  const volumeMounts = folders.map(({ at }, i) => ({ name: `folder-${i}`, mountPath: at, readOnly: true }));
  const node = path.relative(REPOSITORY, realpathSync(process.execPath));
  const container = {
    name: "sitrep",
    image: "registry.example.com/busybox:1.36",
    workingDir: "/tmp",
    env: [{ name: "HOME", value: "/tmp" }],
    command: [`/sitrep/${node}`, "/sitrep/bin/sitrep.ts", "--audit", "off", "doctor"],
    volumeMounts,
  };
  const spec = { serviceAccountName: "sitrep", restartPolicy: "Never", containers: [container], volumes };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "default" }, spec };
}

test("in a pod, the service account of deploy/rbac.yaml and the cluster's own address are found", async () => {
  const { it, account } = await underTest();
  const name = `sitrep-${Date.now().toString(36)}`;
  await it.apply(JSON.stringify(pod(name)));
  onTestFinished(async () => void (await it.kubectl(["delete", "pod", name, "--wait=false"])));
  await waitFor("the pod has ended", 90, async () => {
    const phase = await it.kubectl(["get", "pod", name, "-o", "jsonpath={.status.phase}"]);
    return /Succeeded|Failed/.test(phase) ? undefined : phase;
  });
  const said = await it.kubectl(["logs", name]);
  expect(said).toMatch(new RegExp(`ok +kubernetes +in-cluster v1\\.\\d+.* as ${account.user}`));
});
