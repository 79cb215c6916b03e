import type { WorkloadView } from "./workload.ts";

/** A store or broker: the signatures of its errors, its usual port, and how it is called in images and settings. */
export interface Product {
  signatures: RegExp;
  port: number;
  names: RegExp;
}

const PRODUCTS: readonly Product[] = [
  { signatures: /^(?:pg|libpq|psycopg|pgjdbc|npgsql|pgx|pq-)/, port: 5432, names: /postgres|pgsql|\bpg\b/i },
  {
    signatures: /^(?:mysql|mariadb|node-mysql|go-mysql|mysqlconnector)/,
    port: 3306,
    names: /mysql|maria|percona/i,
  },
  {
    signatures: /^(?:redis|lettuce|jedis|seredis|go-redis|ruby-redis)/,
    port: 6379,
    names: /redis|valkey|(?<!mem)cache/i,
  },
  { signatures: /^(?:mongo|mgo|pymongo)/, port: 27017, names: /mongo/i },
  { signatures: /^(?:memcache|bmc)/, port: 11211, names: /memcache/i },
  { signatures: /^(?:kafka|librdkafka)/, port: 9092, names: /kafka|broker|bootstrap/i },
  { signatures: /^(?:rabbit|amqp|pika|kombu)/, port: 5672, names: /rabbit|amqp|broker/i },
  { signatures: /^consul/, port: 8500, names: /consul/i },
  { signatures: /^(?:elastic)/, port: 9200, names: /elastic|opensearch/i },
];

/** The product whose own error this signature is. */
export function productOf(signature: string): Product | undefined {
  return PRODUCTS.find(({ signatures }) => signatures.test(signature));
}

/** The product that a text names: `rabbitmq_queue_messages`. */
export function productNamed(text: string): Product | undefined {
  return PRODUCTS.find(({ names }) => names.test(text));
}

/** The product that a workload runs, judging by its images. */
export function productRun(workload: WorkloadView): Product | undefined {
  return PRODUCTS.find((product) => runs(workload, product));
}

/** An image may bear the team's own name: then the port tells. */
export function runs({ template }: WorkloadView, { names, port }: Product): boolean {
  const containers = template.spec?.containers ?? [];
  const images = containers.map(({ image = "" }) => image.split("/").at(-1) ?? "");
  return (
    names.test(images.join(" ")) ||
    containers.some(({ ports }) => ports?.some(({ containerPort }) => containerPort === port))
  );
}
