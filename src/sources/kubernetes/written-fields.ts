import { type Fields, isFields } from "../../core/fields.ts";
import type { FieldsWriter } from "../../core/kubernetes/meta.ts";

/** Of the tree of fields that a writer owns what says whether it was a label or what pods read, the replicas or the template. */
export function writtenFields(kind: string, { fieldsV1 }: FieldsWriter): Pick<FieldsWriter, "fieldsV1"> {
  if (!isFields(fieldsV1)) return {};
  if (kind === "ConfigMap" || kind === "Secret") return { fieldsV1: named(fieldsV1) };
  const spec = fieldsV1["f:spec"];
  const scales = kind === "Deployment" || kind === "StatefulSet";
  return scales && isFields(spec) ? { fieldsV1: { "f:spec": named(spec) } } : {};
}

/** The names alone. */
function named(tree: Fields): Fields {
  return Object.fromEntries(Object.keys(tree).map((key) => [key, {}]));
}
