package io.thalweg.app.server.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.server.topics.ListeningPlatform.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log, seen by Kafka's clients from outside; all of them at one platform. */
class KafkaClientsTest {

  private static final StringSerializer TEXT = new StringSerializer();

  @TempDir static Path folder;
  private static ListeningPlatform platform;
  private static Access engineer;
  private static Access viewer;

  @BeforeAll
  static void start() throws Exception {
    platform = new ListeningPlatform(folder);
    engineer = platform.token("{\"role\":\"engineer\"}");
    viewer = platform.token("{\"role\":\"viewer\"}");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static String event(String machine, int number) {
    return "{\"machine\":\"%s\",\"time\":\"2026-01-01T08:00:%02dZ\",\"temperature\":%d}"
        .formatted(machine, number, 60 + number);
  }

  private static KafkaProducer<String, String> producer(Access access, Object... more)
      throws Exception {
    Map<String, Object> settings = platform.client(access);
    settings.put("delivery.timeout.ms", 120_000);
    settings.put("max.block.ms", 20_000);
    for (int i = 0; i < more.length; i += 2) {
      settings.put((String) more[i], more[i + 1]);
    }
    return new KafkaProducer<>(settings, TEXT, TEXT);
  }

  private static KafkaConsumer<String, String> consumer(Access access, String group)
      throws Exception {
    Map<String, Object> settings = platform.client(access);
    settings.put("auto.offset.reset", "earliest");
    settings.put("group.id", group);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  private static void send(Access access, String topic, String key, String value) throws Exception {
    try (KafkaProducer<String, String> producer = producer(access)) {
      producer.send(new ProducerRecord<>(topic, key, value)).get(120, TimeUnit.SECONDS);
    }
  }

  private static List<String> values(KafkaConsumer<String, String> consumer, int wanted) {
    List<String> values = new ArrayList<>();
    ListeningPlatform.await(
        "records come",
        () -> {
          for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
            values.add(record.value());
          }
          return values.size() >= wanted;
        });
    return values;
  }

  private static long count(String machine) throws Exception {
    String sql = "SELECT COUNT(*) FROM telemetry WHERE machine = '%s'".formatted(machine);
    return platform
        .call("POST", "/api/v1/query", "{\"sql\":\"" + sql + "\"}", 200)
        .at("/rows/0/0")
        .asLong();
  }

  @Test
  void anEngineerProducesAndAViewerConsumesEventsAndResults() throws Exception {
    try (KafkaProducer<String, String> producer = producer(engineer)) {
      for (int i = 0; i < 40; i++) {
        producer.send(new ProducerRecord<>("telemetry", "java", event("java", i)));
      }
      producer.flush();
    }
    assertThat(count("java")).isEqualTo(40);

    try (KafkaConsumer<String, String> consumer = consumer(viewer, "readers")) {
      consumer.subscribe(List.of("telemetry", "hot"));
      // 40 events, and 9 of them are hotter than 90 degrees.
      assertThat(values(consumer, 49)).contains(event("java", 0), event("java", 39));
      consumer.commitSync();
    }
    JsonNode readers = platform.get("/api/v1/topics/telemetry").path("readers");
    assertThat(readers.findValuesAsText("name"))
        .contains("readers", "lake", "hot", "minute_average");
    JsonNode group =
        StreamSupport.stream(readers.spliterator(), false)
            .filter(reader -> reader.path("kind").asText().equals("group"))
            .findFirst()
            .orElseThrow();
    assertThat(group.path("name").asText()).isEqualTo("readers");
    assertThat(group.path("lag").isIntegralNumber()).isTrue();
  }

  @Test
  void theOwnerOfTheDataFolderComesInWithTheAdministratorsToken() throws Exception {
    send(platform.own(), "telemetry", "owner", event("owner", 1));
    assertThat(count("owner")).isEqualTo(1);
  }

  @Test
  void theTopicsSayHowToComeIn() throws Exception {
    JsonNode answer = platform.get("/api/v1/topics");
    assertThat(answer.has("cluster")).isFalse();
    JsonNode listener = answer.path("listener");
    assertThat(listener.path("mechanism").asText()).isEqualTo("SCRAM-SHA-256");
    assertThat(listener.path("mechanisms"))
        .extracting(JsonNode::asText)
        .containsExactly("SCRAM-SHA-256", "PLAIN");
    assertThat(listener.path("settings"))
        .extracting(JsonNode::asText)
        .contains("bootstrap.servers=" + platform.address());
  }

  @Test
  void whoDoesNotProveASecretIsRefusedWithTheReason() throws Exception {
    assertRefused(new Access(engineer.id(), "wrong"), "invalid credentials");
    assertRefused(new Access("nobody", "secret"), "there is no token with the id \"nobody\"");
    assertRefused(new Access("platform", "secret"), "comes in elsewhere");
    assertRefused(
        platform.token("{\"role\":\"device\",\"device\":\"press-1\"}"),
        "a device writes only events of its own key");
    assertRefused(
        platform.token("{\"role\":\"engineer\",\"eventsPerSecond\":5}"), "has limits a second");
  }

  private static void assertRefused(Access access, String reason) throws Exception {
    try (Admin admin = Admin.create(platform.client(access))) {
      assertThatThrownBy(() -> await(admin.listTopics().names()))
          .isInstanceOf(SaslAuthenticationException.class)
          .hasMessageContaining(reason);
    }
  }

  private static <T> T await(KafkaFuture<T> answer) throws Throwable {
    try {
      return answer.get(120, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Test
  void aRevokedTokenLosesItsOpenConnectionsToo() throws Exception {
    Access lost = platform.token("{\"role\":\"engineer\"}");
    try (KafkaProducer<String, String> producer = producer(lost)) {
      producer
          .send(new ProducerRecord<>("telemetry", "lost", event("lost", 1)))
          .get(120, TimeUnit.SECONDS);
      platform.revoke(lost);
      assertThatThrownBy(
              () ->
                  producer
                      .send(new ProducerRecord<>("telemetry", "lost", event("lost", 2)))
                      .get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(AuthorizationException.class);
    }
    assertThat(count("lost")).isEqualTo(1);
    assertRefused(lost, "there is no token with the id");
  }

  @Test
  void onlyStreamsAreWrittenToAndOnlyByThoseWhoMay() {
    for (Access access : List.of(viewer, engineer)) {
      String topic = access == viewer ? "telemetry" : "hot";
      assertThatThrownBy(() -> send(access, topic, "x", event("x", 1)))
          .as(topic)
          .hasCauseInstanceOf(AuthorizationException.class);
    }
    for (String topic : List.of("__consumer_offsets", "__cluster_metadata", "nothing")) {
      assertThatThrownBy(() -> send(engineer, topic, "x", "x"))
          .as(topic)
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
    assertThatThrownBy(
            () -> {
              try (KafkaProducer<String, String> producer =
                  producer(engineer, "transactional.id", "mine")) {
                producer.initTransactions();
              }
            })
        .isInstanceOf(TransactionalIdAuthorizationException.class);
  }

  @Test
  void internalTopicsAndWhatAdministersTheLogAreClosedToEverybody() throws Exception {
    // Makes Kafka's own topic of positions, if no other test has.
    try (KafkaConsumer<String, String> consumer = consumer(viewer, "first")) {
      consumer.subscribe(List.of("hot"));
      ListeningPlatform.await(
          "a place in the group",
          () -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
          });
      assertThatThrownBy(() -> consumer.partitionsFor("__consumer_offsets"))
          .isInstanceOf(TopicAuthorizationException.class);
      consumer.unsubscribe();
      consumer.assign(List.of(new TopicPartition("__consumer_offsets", 0)));
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(60)))
          .isInstanceOf(TopicAuthorizationException.class);
    }
    TopicPartition partition = new TopicPartition("telemetry", 0);
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "telemetry");
    ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(platform.client(platform.own()))) {
      assertThat(await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names()))
          .isEqualTo(Set.of("telemetry", "hot"));
      List<KafkaFuture<?>> denied =
          List.of(
              admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1))).all(),
              admin.createPartitions(Map.of("telemetry", NewPartitions.increaseTo(9))).all(),
              admin.deleteTopics(List.of("telemetry")).all(),
              admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(0))).all(),
              admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all(),
              admin.incrementalAlterConfigs(Map.of(node, List.of(change))).all(),
              admin.describeConfigs(List.of(node)).all(),
              admin.deleteConsumerGroups(List.of("first")).all(),
              admin
                  .alterUserScramCredentials(
                      List.of(
                          new UserScramCredentialUpsertion(
                              "mine",
                              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096),
                              "secret")))
                  .all());
      for (KafkaFuture<?> answer : denied) {
        assertThatThrownBy(() -> await(answer)).isInstanceOf(AuthorizationException.class);
      }
      assertThatThrownBy(() -> await(admin.describeAcls(AclBindingFilter.ANY).values()))
          .isInstanceOfAny(AuthorizationException.class, SecurityDisabledException.class);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsNoEventOfTheStreamIsQuarantinedAndTheRestGoesOn() throws Exception {
    send(engineer, "telemetry", "broken", "{\"machine\":\"broken\",\"temperature\":\"hot\"}");
    send(engineer, "telemetry", "broken", null);
    send(engineer, "telemetry", "broken", event("broken", 1));

    ListeningPlatform.await(
        "two are quarantined", () -> quarantined() == 2 && countQuietly("broken") == 1);
  }

  private static long quarantined() {
    try {
      return platform.get("/api/v1/status").at("/streams/0/quarantined").asLong();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static long countQuietly(String machine) {
    try {
      return count(machine);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void kcatListsProducesAndConsumes() throws Exception {
    assertThat(run("", kcat(engineer), "-L"))
        .contains("topic \"telemetry\"")
        .doesNotContain("__consumer");

    run("kcat:" + event("kcat", 1) + "\n", kcat(engineer), "-P", "-t", "telemetry", "-K", ":");
    assertThat(count("kcat")).isEqualTo(1);
    assertThat(
            run(
                "",
                kcat(viewer),
                "-C",
                "-t",
                "telemetry",
                "-o",
                "beginning",
                "-e",
                "-q",
                "-f",
                "%k\n"))
        .contains("kcat\n");
    assertThatThrownBy(() -> run("", kcat(new Access(engineer.id(), viewer.secret())), "-L"))
        .hasMessageContaining("Invalid username or password");
    assertThatThrownBy(() -> run("", kcat(new Access("platform", "secret")), "-L"))
        .hasMessageContaining("Authentication failed");
  }

  /** By PLAIN, since Debian's is built over a librdkafka whose SCRAM Kafka refuses. */
  private static String[] kcat(Access access) throws Exception {
    return new String[] {
      "kcat",
      "-b",
      platform.address(),
      "-X",
      "security.protocol=SASL_PLAINTEXT",
      "-X",
      "sasl.mechanism=PLAIN",
      "-X",
      "sasl.username=" + access.id(),
      "-X",
      "sasl.password=" + access.secret(),
      "-m",
      "10"
    };
  }

  @Test
  void kafkasOwnConsoleProducerComesIn() throws Exception {
    Path settings = folder.resolve("console.properties");
    StringBuilder text = new StringBuilder();
    platform.client(engineer).forEach((key, value) -> text.append(key + "=" + value + "\n"));
    Files.writeString(settings, text);
    String[] java = {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-XX:TieredStopAtLevel=1",
      "-cp",
      System.getProperty("java.class.path"),
      "org.apache.kafka.tools.ConsoleProducer"
    };
    run(
        event("console", 1) + "\n" + event("console", 2) + "\n",
        java,
        "--bootstrap-server",
        platform.address(),
        "--topic",
        "telemetry",
        "--command-config",
        settings.toString());
    assertThat(count("console")).isEqualTo(2);
  }

  private static String run(String input, String[] command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input, UTF_8);
    Path out = Files.createTempFile(folder, "out", "");
    Process process =
        new ProcessBuilder(all)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).as(Files.readString(out)).isZero();
      return Files.readString(out);
    } finally {
      process.destroyForcibly();
    }
  }
}
