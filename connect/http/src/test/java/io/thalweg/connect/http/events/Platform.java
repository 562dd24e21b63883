package io.thalweg.connect.http.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.HttpServer;
import io.thalweg.connect.http.OneToken;
import io.thalweg.connect.http.RefusalCounts;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A real log behind a real door. */
final class Platform implements AutoCloseable {

  static final String NDJSON = "application/x-ndjson";
  static final String JSON = "application/json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final Log log;
  final EventIntake events;
  final RefusalCounts refusals = new RefusalCounts();
  final HttpServer server;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Platform(Path directory, Durability durability, Stream... streams) throws IOException {
    log = KafkaLog.embedded(directory, durability);
    for (Stream stream : streams) {
      log.ensureTopic(stream.name(), stream.partitions());
    }
    events = new EventIntake(log, List.of(streams), List.of("minute-average"), refusals);
    server =
        HttpServer.start(
            new HttpServer.Configuration(
                0,
                List.of(
                    new EventsResource(events),
                    new LineProtocolResource(events),
                    new SamplesResource(events)),
                new OneToken("secret"),
                refusals));
  }

  static Stream stream(String name, Primitive key) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(
            new Field("machine", key, true),
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("temperature", Primitive.DOUBLE, false)),
        Optional.of("machine"),
        Optional.of(new EventTime("time", Duration.ZERO, EventTime.DEFAULT_IDLENESS)),
        4,
        UnknownFields.REFUSE);
  }

  static Stream keyless(String name) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(new Field("text", Primitive.STRING, false)),
        Optional.empty(),
        Optional.empty(),
        2,
        UnknownFields.REFUSE);
  }

  /** An answer of the door. */
  record Answer(int status, JsonNode body, HttpResponse<String> http) {
    String code() {
      return body.path("code").asText();
    }

    int accepted() {
      return body.path("accepted").asInt(-1);
    }

    int rejected() {
      return body.path("rejected").asInt(-1);
    }
  }

  HttpRequest.Builder request(String stream, String type) {
    return HttpRequest.newBuilder(
            URI.create(server.url() + "/api/v1/streams/" + stream + "/events"))
        .timeout(Duration.ofSeconds(120))
        .header("Authorization", "Bearer secret")
        .header("Content-Type", type);
  }

  Answer post(String stream, String type, String body) throws Exception {
    return post(stream, type, body.getBytes(StandardCharsets.UTF_8));
  }

  Answer post(String stream, String type, byte[] body) throws Exception {
    return send(request(stream, type).POST(BodyPublishers.ofByteArray(body)));
  }

  Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), MAPPER.readTree(answer.body()), answer);
  }

  /** All records of a topic, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Offsets ends = log.ends(topic);
    List<TopicPartition> partitions =
        IntStream.range(0, ends.partitions()).mapToObj(p -> new TopicPartition(topic, p)).toList();
    long wanted = Offsets.zero(ends.partitions()).until(ends);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = log.consumer(Map.of())) {
      consumer.assign(partitions);
      partitions.forEach(partition -> consumer.seek(partition, 0));
      while (records.size() < wanted) {
        consumer.poll(Duration.ofSeconds(10)).forEach(records::add);
      }
    }
    records.sort(Comparator.comparing(ConsumerRecord::partition));
    return records;
  }

  static String text(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
    events.close();
    log.close();
  }
}
