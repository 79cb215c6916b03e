import { z } from "zod";
import { SitrepError } from "../../../core/errors.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { resourceOf, type Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";
import { tableOf } from "./table.ts";

interface Schema {
  type?: string | undefined;
  description?: string | undefined;
  $ref?: string | undefined;
  allOf?: Schema[] | undefined;
  items?: Schema | undefined;
  additionalProperties?: Schema | boolean | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
}
const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    description: z.string().optional(),
    $ref: z.string().optional(),
    allOf: z.array(Schema).optional(),
    items: Schema.optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
  }),
);
const GroupVersionKind = z.looseObject({ group: z.string(), version: z.string(), kind: z.string() });
const Document = z.looseObject({
  components: z.looseObject({
    schemas: z.record(
      z.string(),
      Schema.and(z.looseObject({ "x-kubernetes-group-version-kind": z.array(GroupVersionKind).optional() })),
    ),
  }),
});

/** `pod.spec.containers.resources`: what the API server's own schema says of it. */
export async function explain(command: Command, around: Surroundings): Promise<string> {
  const [path = ""] = command.words;
  const [type = "", ...fields] = path.split(".");
  if (type === "")
    throw new SitrepError("input", "kubectl explain needs a type.", {
      hint: "e.g. kubectl explain pod.spec.containers",
    });
  const { kind, apiVersion } = await resourceOf(type, around);
  const answer = await around.reader.schema(
    `${apiVersion.includes("/") ? "apis" : "api"}/${apiVersion}`,
    around.signal,
  );
  if (answer === undefined)
    throw new SitrepError("input", "A recording holds no schemas.", { hint: "Ask a live cluster, or read -o yaml." });
  const document = Document.safeParse(answer);
  if (!document.success)
    throw new SitrepError("unavailable", "The API server answers with something that is no schema.");
  const { schemas } = document.data.components;
  const root = Object.values(schemas).find((schema) =>
    schema["x-kubernetes-group-version-kind"]?.some((it) => it.kind === kind && groupVersion(it) === apiVersion),
  );
  if (!root) throw new SitrepError("input", `The API server has no schema for ${kind}.`);
  const found = fields.reduce<Schema>((at, field) => step(at, field, schemas), root);
  return told(`${kind}${fields.map((field) => `.${field}`).join("")} (${apiVersion})`, found, schemas);
}

type Schemas = Readonly<Record<string, Schema>>;

function groupVersion({ group, version }: z.output<typeof GroupVersionKind>): string {
  return group ? `${group}/${version}` : version;
}

function step(at: Schema, field: string, schemas: Schemas): Schema {
  const properties = contentOf(at, schemas).properties ?? {};
  const next = properties[field];
  if (next) return next;
  throw new SitrepError("input", `There is no field "${field}" there.`, {
    hint: `Fields: ${Object.keys(properties).slice(0, 40).join(", ") || "none"}.`,
  });
}

/** Behind references, lists and maps: the object that has the fields. */
function contentOf(schema: Schema, schemas: Schemas): Schema {
  const referred = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (referred) return contentOf(schemas[referred.split("/").at(-1) ?? ""] ?? {}, schemas);
  if (schema.items) return contentOf(schema.items, schemas);
  const values = schema.additionalProperties;
  return typeof values === "object" ? contentOf(values, schemas) : schema;
}

function told(title: string, schema: Schema, schemas: Schemas): string {
  const { properties = {}, required = [], description } = contentOf(schema, schemas);
  const rows = Object.entries(properties).map(([name, field]) => ({
    FIELD: name,
    TYPE: `${typeOf(field)}${required.includes(name) ? ", required" : ""}`,
    MEANING: oneLine(field.description ?? "", 160),
  }));
  const says = schema.description ?? description ?? "";
  return [`${title}  ${typeOf(schema)}`, says, ...(rows.length > 0 ? [tableOf(rows, false)] : [])].join("\n");
}

function typeOf(schema: Schema): string {
  const referred = (schema.$ref ?? schema.allOf?.[0]?.$ref)?.split(".").at(-1);
  if (schema.items) return `[]${typeOf(schema.items)}`;
  if (typeof schema.additionalProperties === "object") return `map of ${typeOf(schema.additionalProperties)}`;
  return referred ?? schema.type ?? "any";
}
