import { schemaOf, type ToolInfo } from "../../core/tool.ts";

const ERROR = {
  description: "Why there is no answer, and what to do next",
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: {
          error: {
            type: "object",
            properties: {
              kind: { enum: ["input", "denied", "limited", "unavailable", "setup"] },
              message: { type: "string" },
              hint: { type: ["string", "null"] },
            },
            required: ["kind", "message", "hint"],
          },
        },
        required: ["error"],
      },
    },
  },
};

/** OpenAPI 3.1 of the tools that this caller may use, from the schemas that check them. */
export function openapi(tools: readonly ToolInfo[], version: string) {
  return {
    openapi: "3.1.0",
    info: { title: "sitrep", version },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    paths: Object.fromEntries(tools.map((tool) => [`/tools/${tool.name}`, { post: operation(tool) }])),
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
  };
}

function operation({ name, title, description, input, output }: ToolInfo) {
  const problems = ["400", "401", "403", "404", "413", "429", "502", "503"].map((status) => [status, ERROR]);
  return {
    operationId: name,
    summary: title,
    description,
    requestBody: { content: { "application/json": { schema: schema(input, "input") } } },
    responses: {
      200: {
        description: "The answer",
        content: {
          "application/json": { schema: schema(output, "output") },
          "text/plain": { schema: { type: "string" } },
        },
      },
      ...Object.fromEntries(problems),
    },
  };
}

function schema(shape: ToolInfo["input"], io: "input" | "output") {
  const { $schema: _, ...rest } = schemaOf(shape, io);
  return rest;
}
