package io.thalweg.app.server.topics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.definitions.Settings;
import java.util.List;
import java.util.Optional;

/** A topic of the log, as it is now. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Topic")
public record Topic(
    @Schema(example = "telemetry") String name,
    @Schema(description = "stream, or result: a pipeline writes it", example = "stream")
        String kind,
    List<Partition> partitions,
    @Schema(description = "Records that are there", example = "120000") long records,
    @Schema(
            description = "Of its files, those of one copy; missing where nobody knows",
            example = "9437184")
        Long bytes,
    @Schema(
            description =
                "How long records stay at least, and until they are archived and read; missing where"
                    + " an outside cluster decides",
            example = "604800")
        Long keepSeconds,
    List<Reader> readers) {

  /** A partition of a topic. */
  @Schema(name = "Partition")
  public record Partition(
      @Schema(example = "0") int partition,
      @Schema(description = "The offset of the first record that is there", example = "0")
          long beginning,
      @Schema(description = "The offset behind the last record", example = "30000") long end) {}

  /** Who reads a topic. */
  @Schema(name = "TopicReader")
  public record Reader(
      @Schema(description = "pipeline, archive or group: Kafka clients", example = "pipeline")
          String kind,
      @Schema(example = "minute_average") String name,
      @Schema(description = "Records that it has not read yet", example = "0") long lag) {}

  /** All topics. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Topics")
  public record All(
      @Schema(description = "Where Kafka clients come in; missing where they do not")
          Listener listener,
      @Schema(
              description =
                  "What the settings say that is not yet so, since the log takes it in when the"
                      + " platform starts; missing where nothing is")
          NextListener next,
      @Schema(
              description =
                  "bootstrap.servers of the outside cluster that the log is in; missing where it is"
                      + " inside the process",
              example = "kafka-1:9092,kafka-2:9092")
          String cluster,
      List<Topic> topics) {}

  /** How Kafka clients come in after the next start. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "NextListener")
  public record NextListener(
      @Schema(description = "Whether they do", example = "true") boolean enabled,
      @Schema(
              description = "Where; the port is 0 for any free one. Missing where nowhere",
              example = "127.0.0.1:9092")
          String address) {

    static NextListener of(Optional<Settings.Listener> listener) {
      return new NextListener(
          listener.isPresent(),
          listener
              .map(
                  at ->
                      (at.advertised().indexOf(':') >= 0
                              ? "[" + at.advertised() + "]"
                              : at.advertised())
                          + ":"
                          + at.port())
              .orElse(null));
    }
  }

  /** What a Kafka client needs to come in, besides a token. */
  @Schema(name = "Listener")
  public record Listener(
      @Schema(description = "bootstrap.servers", example = "127.0.0.1:9092") String address,
      @Schema(description = "security.protocol", example = "SASL_PLAINTEXT") String protocol,
      @Schema(description = "sasl.mechanism", example = "SCRAM-SHA-256") String mechanism,
      @Schema(
              description = "All that are taken, the best first",
              example = "[\"SCRAM-SHA-256\", \"PLAIN\"]")
          List<String> mechanisms,
      @Schema(
              description =
                  "Settings of Java's clients to paste, where ID and SECRET are the token's",
              example = "[\"bootstrap.servers=127.0.0.1:9092\"]")
          List<String> settings) {

    static Listener at(String address, List<String> mechanisms) {
      String protocol = "SASL_PLAINTEXT";
      String mechanism = mechanisms.get(0);
      return new Listener(
          address,
          protocol,
          mechanism,
          mechanisms,
          List.of(
              "bootstrap.servers=" + address,
              "security.protocol=" + protocol,
              "sasl.mechanism=" + mechanism,
              "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
                  + " username=\"ID\" password=\"SECRET\";"));
    }
  }
}
