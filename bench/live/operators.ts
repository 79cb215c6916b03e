import { setTimeout as sleep } from "node:timers/promises";
import { each, type Send } from "./api.ts";

/** What a platform of ten operators brings: as many kinds, of which a third is used somewhere and a few by any one team. */
const GROUPS = 10;
const KINDS_PER_GROUP = 6;
const USED = 20;
const USED_BY_TEAM = 8;
const AT_ONCE = 6;

interface Kind {
  group: string;
  kind: string;
  plural: string;
}

const KINDS: readonly Kind[] = Array.from({ length: GROUPS * KINDS_PER_GROUP }, (_, i) => ({
  group: `operator-${i % GROUPS}.example.com`,
  kind: `Thing${i}`,
  plural: `thing${i}s`,
}));

/** Definitions of custom resources, and objects of some of them: each names another, and all but one are ready. */
export async function installOperators(send: Send, namespace: string, elsewhere: string): Promise<void> {
  await each(KINDS, AT_ONCE, (kind) =>
    send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition(kind)),
  );
  // The API server serves a new kind a second or two after it was defined.
  await sleep(10_000);
  await each(KINDS.slice(0, USED), AT_ONCE, async (kind, i) => {
    await send("POST", path(kind, elsewhere), object(kind, "True"));
    if (i < USED_BY_TEAM) await send("POST", path(kind, namespace), object(kind, i === 0 ? "False" : "True"));
  });
}

function definition({ group, kind, plural }: Kind) {
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  };
}

function object({ group, kind }: Kind, status: string) {
  const lastTransitionTime = new Date(Date.now() - 3_600_000).toISOString();
  const conditions = [{ type: "Ready", status, reason: "Checked", message: "invalid region", lastTransitionTime }];
  const spec = { region: "eu-1", credentialsSecretRef: { name: "credentials" } };
  return { apiVersion: `${group}/v1`, kind, metadata: { name: "main" }, spec, status: { conditions } };
}

function path({ group, plural }: Kind, namespace: string): string {
  return `/apis/${group}/v1/namespaces/${namespace}/${plural}`;
}
