import { z } from "zod";

// The parts of Istio's objects that rules read. Every field may be missing; what has another shape is as good as missing.

const Destination = z.object({
  host: z.string(),
  subset: z.string().optional(),
  port: z.object({ number: z.number().optional() }).optional(),
});
export const Share = z.object({ destination: Destination, weight: z.number().optional() });
const Fault = z.object({
  abort: z
    .object({
      httpStatus: z.number().optional(),
      grpcStatus: z.string().optional(),
      percentage: z.object({ value: z.number().optional() }).optional(),
    })
    .optional(),
  delay: z
    .object({ fixedDelay: z.string().optional(), percentage: z.object({ value: z.number().optional() }).optional() })
    .optional(),
});
const Http = z.object({
  route: z.array(Share).optional().catch(undefined),
  fault: Fault.optional().catch(undefined),
  timeout: z.string().optional().catch(undefined),
});
export const VirtualServiceSpec = z.object({
  hosts: z.array(z.string()).catch([]),
  gateways: z.array(z.string()).optional().catch(undefined),
  http: z.array(Http).optional().catch(undefined),
  tcp: z
    .array(z.object({ route: z.array(Share).optional().catch(undefined) }))
    .optional()
    .catch(undefined),
});
const Labels = z.record(z.string(), z.string()).catch({});
export const DestinationRuleSpec = z.object({
  host: z.string(),
  subsets: z.array(z.object({ name: z.string(), labels: Labels })).catch([]),
  trafficPolicy: z
    .object({ tls: z.object({ mode: z.string().optional() }).optional() })
    .optional()
    .catch(undefined),
});
