import type { WorkloadView } from "./workload.ts";

/** A store or broker: the signatures of its errors, its client libraries, its usual port, and its names in images and settings. */
export interface Product {
  signatures: RegExp;
  /** Packages and modules as traces show them. */
  drivers: RegExp;
  port: number;
  names: RegExp;
}

const PRODUCTS: readonly Product[] = [
  {
    signatures: /^(?:pg|libpq|psycopg|pgjdbc|npgsql|pgx|pq-)/,
    drivers: /org\.postgresql\.|psycopg|asyncpg|lib\/pq|jackc\/pgx|Npgsql|node_modules\/pg\//,
    port: 5432,
    names: /postgres|pgsql|\bpg\b/i,
  },
  {
    signatures: /^(?:mysql|mariadb|node-mysql|go-mysql|mysqlconnector)/,
    drivers:
      /com\.mysql\.|org\.mariadb\.|mysql\.connector|pymysql|MySQLdb|go-sql-driver\/mysql|node_modules\/mysql|MySqlConnector/,
    port: 3306,
    names: /mysql|maria|percona/i,
  },
  {
    signatures: /^(?:redis|lettuce|jedis|seredis|go-redis|ruby-redis)/,
    drivers:
      /io\.lettuce\.|redis\.clients\.|redis\/connection\.py|redis\/go-redis|node_modules\/(?:io)?redis|StackExchange\.Redis/,
    port: 6379,
    names: /redis|valkey|(?<!mem)cache/i,
  },
  {
    signatures: /^(?:mongo|mgo|pymongo)/,
    drivers: /com\.mongodb\.|pymongo|go\.mongodb\.org|node_modules\/mongodb/,
    port: 27017,
    names: /mongo/i,
  },
  {
    signatures: /^(?:memcache|bmc)/,
    drivers: /spymemcached|pymemcache|gomemcache|memcached\./,
    port: 11211,
    names: /memcache/i,
  },
  {
    signatures: /^(?:kafka|librdkafka)/,
    drivers: /org\.apache\.kafka\.|confluent_kafka|kafka-python|kafkajs|segmentio\/kafka-go|sarama/,
    port: 9092,
    names: /kafka|broker|bootstrap/i,
  },
  {
    signatures: /^(?:rabbit|amqp|pika|kombu)/,
    drivers: /com\.rabbitmq\.|pika\/|kombu\/|amqplib|rabbitmq\/amqp091/,
    port: 5672,
    names: /rabbit|amqp|broker/i,
  },
  { signatures: /^consul/, drivers: /hashicorp\/consul\/api|com\.ecwid\.consul\./, port: 8500, names: /consul/i },
  {
    signatures: /^(?:elastic)/,
    drivers:
      /org\.elasticsearch\.client|co\.elastic\.clients|elastic_transport|elastic\/go-elasticsearch|org\.opensearch\.client/,
    port: 9200,
    names: /elastic|opensearch/i,
  },
];

/** The product whose own error this signature is. */
export function productOf(signature: string): Product | undefined {
  return PRODUCTS.find(({ signatures }) => signatures.test(signature));
}

/** The product whose client library shows in these lines of a trace; the last one that does. */
export function productTraced(lines: readonly string[]): Product | undefined {
  return lines
    .toReversed()
    .map((line) => PRODUCTS.find(({ drivers }) => drivers.test(line)))
    .find((product) => product !== undefined);
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
