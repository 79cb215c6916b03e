import { SitrepError } from "../../../core/errors.ts";
import { FORMS } from "./forms.ts";

/** What people mean to learn by a command that is not understood here, and the form that tells it. */
const INSTEAD: Readonly<Record<string, string>> = {
  attach: "logs POD -c CONTAINER",
  cp: "logs POD -c CONTAINER",
  debug: "describe pod POD",
  diff: "get TYPE NAME -o yaml",
  exec: "logs POD -c CONTAINER",
  "port-forward": "get endpointslices",
  proxy: "get TYPE NAME -o yaml",
  wait: "get TYPE NAME",
  "auth reconcile": "auth can-i VERB TYPE",
  "config get-contexts": "config current-context",
  "config use-context": "config current-context",
  "cluster-info dump": "cluster-info",
  "rollout undo": "rollout history deploy/NAME",
  "rollout restart": "rollout status deploy/NAME",
  "rollout pause": "rollout status deploy/NAME",
  "rollout resume": "rollout status deploy/NAME",
  scale: "get deploy NAME",
  autoscale: "get hpa",
  edit: "get TYPE NAME -o yaml",
  patch: "get TYPE NAME -o yaml",
  apply: "get TYPE NAME -o yaml",
  replace: "get TYPE NAME -o yaml",
  set: "get TYPE NAME -o yaml",
  delete: "get TYPE NAME",
  create: "get TYPE",
  run: "get pods",
  expose: "get services",
  label: "get TYPE NAME --show-labels",
  annotate: "describe TYPE NAME",
  cordon: "get nodes",
  uncordon: "get nodes",
  drain: "get pods -A --field-selector spec.nodeName=NODE",
  taint: "describe node NODE",
  certificate: "get certificatesigningrequests",
  kustomize: "get TYPE -o yaml",
  "api-versions": "api-resources",
};
const WRITES =
  /^(?:apply|create|delete|edit|patch|replace|scale|autoscale|set|label|annotate|cordon|uncordon|drain|taint|exec|cp|run|expose|attach|debug|port-forward|proxy|certificate|rollout (?:restart|undo|pause|resume)|config (?:use|set|delete|unset|rename)\S*)$/;

/** The error for a command that is not among the forms, with the nearest one that is. */
export function refusedCommand(first: string, second: string | undefined): SitrepError {
  const pair = `${first} ${second ?? ""}`.trim();
  const asked = [pair, first].find((it) => WRITES.test(it)) ?? (pair in INSTEAD ? pair : first);
  const instead = INSTEAD[asked] ?? nearestForm(pair);
  const why = WRITES.test(asked)
    ? `kubectl ${asked} may change something; sitrep only reads. Run it yourself if it is meant.`
    : `kubectl ${asked || "without a command"} is not understood here.`;
  return new SitrepError("input", why, {
    hint: `${instead ? `Nearest: kubectl ${instead}. ` : ""}All forms: ${Object.keys(FORMS).join(", ")}.`,
  });
}

/** `gett` is meant as `get`: the form that begins alike, else the first of its family. */
function nearestForm(asked: string): string | undefined {
  const forms = Object.keys(FORMS);
  const [first = ""] = asked.split(" ");
  return (
    forms.find((form) => form.split(" ")[0] === first) ??
    forms.find((form) => first.length > 1 && (form.startsWith(first.slice(0, 3)) || first.startsWith(form)))
  );
}
