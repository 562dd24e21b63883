import type { Listener } from "../../data/topics";

/** A way for Kafka clients to read a topic, and to write to it. */
export interface Client {
  name: string;
  /** What has to be there. */
  needs: string;
  /** What stands in a file beside it. */
  file?: { name: string; text: string };
  read: string;
  /** Whether what is written is lines of a file. */
  takesLines: boolean;
  /** Undefined where the client is a program of the reader's own. */
  write?: string;
}

/** What is pasted to let Kafka's clients come in, where ID and SECRET are a token's. */
export function clientsOf(listener: Listener, topic: string): Client[] {
  const { address, protocol, mechanisms, settings } = listener;
  // Those of librdkafka before 2.6.1 have no SCRAM that Kafka takes; where PLAIN is there, it suits all.
  const mechanism = mechanisms.includes("PLAIN") ? "PLAIN" : (mechanisms[0] ?? listener.mechanism);
  const kcat = [
    `kcat -b ${address} -X security.protocol=${protocol} -X sasl.mechanism=${mechanism}`,
    "-X sasl.username=ID -X sasl.password=SECRET",
  ].join(" \\\n  ");
  const file = {
    name: "client.properties",
    text: settings.filter((line) => !line.startsWith("bootstrap.servers=")).join("\n"),
  };
  const tool = (name: string) =>
    `kafka-console-${name}.sh --bootstrap-server ${address} --command-config ${file.name} \\\n  --topic ${topic}`;
  const python = (kind: string) => `from confluent_kafka import ${kind}

${kind.toLowerCase()} = ${kind}({
    "bootstrap.servers": "${address}",
    "security.protocol": "${protocol}",
    "sasl.mechanism": "${mechanism}",
    "sasl.username": "ID",
    "sasl.password": "SECRET",`;
  return [
    {
      name: "kcat",
      takesLines: true,
      needs:
        mechanism === "PLAIN"
          ? "Any kcat; the secret does not leave this machine."
          : "kcat over librdkafka 2.6.1 or newer.",
      read: `${kcat} \\\n  -C -t ${topic} -o -10 -f '%p %o %k %s\\n'`,
      write: `${kcat} \\\n  -X partitioner=murmur2_random -P -t ${topic} -K '|' < events`,
    },
    {
      name: "Console tools",
      takesLines: true,
      needs: "Kafka's own tools, 4.2 or newer.",
      file,
      read: `${tool("consumer")} --from-beginning`,
      write: `${tool("producer")} \\\n  --reader-property parse.key=true --reader-property 'key.separator=|' < events`,
    },
    {
      name: "Java",
      takesLines: false,
      needs: "Properties of a KafkaConsumer or KafkaProducer.",
      read: `${settings.join("\n")}
key.deserializer=org.apache.kafka.common.serialization.StringDeserializer
value.deserializer=org.apache.kafka.common.serialization.StringDeserializer
group.id=my-readers
auto.offset.reset=earliest`,
      write: `${settings.join("\n")}
key.serializer=org.apache.kafka.common.serialization.StringSerializer
value.serializer=org.apache.kafka.common.serialization.StringSerializer`,
    },
    {
      name: "Python",
      takesLines: false,
      needs: `pip install confluent-kafka${mechanism === "PLAIN" ? "" : "; 2.6.1 or newer"}.`,
      read: `${python("Consumer")}
    "group.id": "my-readers",
    "auto.offset.reset": "earliest",
})
consumer.subscribe(["${topic}"])
while True:
    message = consumer.poll(1.0)
    if message is None:
        continue
    if message.error():
        raise SystemExit(message.error())
    print(message.key(), message.value().decode())`,
      write: `${python("Producer")}
    "partitioner": "murmur2_random",
})
producer.produce("${topic}", key="KEY", value='{"KEY_FIELD": "KEY"}')
if producer.flush(10):
    raise SystemExit("not all of it was taken")`,
    },
  ];
}
