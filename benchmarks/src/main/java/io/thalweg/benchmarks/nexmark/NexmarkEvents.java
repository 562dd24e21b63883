package io.thalweg.benchmarks.nexmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up the events of an auction house: of fifty one is a new person, three are new auctions and
 * forty-six are bids. Half of the bids go to the newest hot auction, three quarters come from a hot
 * bidder, three quarters of the auctions are a hot seller's; the others are spread over the
 * auctions and people that are newest. Prices are even in their logarithm. Each event depends on
 * the seed and its number alone. Immutable.
 */
public final class NexmarkEvents {

  /** The topics, which have the names of the streams. */
  public static final List<String> TOPICS = List.of("person", "auction", "bid");

  private static final Instant START = Instant.parse("2026-01-05T07:59:30Z");

  private static final int PERSONS = 1;
  private static final int AUCTIONS = 3;
  private static final int ALL = 50;

  private static final long FIRST_ID = 1000;
  private static final int FIRST_CATEGORY = 10;
  private static final int CATEGORIES = 5;

  /** One in so many persons or auctions is a hot one. */
  private static final int HOT = 100;

  private static final int HOT_AUCTIONS_TO_ONE = 2;
  private static final int HOT_PEOPLE_TO_ONE = 4;
  private static final int ACTIVE_PEOPLE = 1000;
  private static final int OPEN_AUCTIONS = 100;

  /** Ids that are named a little before they exist. */
  private static final int LEAD = 10;

  private static final int CHANNELS = 10_000;

  /** How large an event is to be on average, in bytes of a binary form. */
  private static final int BYTES_OF_PERSON = 200;

  private static final int BYTES_OF_AUCTION = 500;
  private static final int BYTES_OF_BID = 100;

  /** About what its fields take of that; {@code extra} takes the rest. */
  private static final int PERSON_WITHOUT_EXTRA = 66;

  private static final int AUCTION_WITHOUT_EXTRA = 110;
  private static final int BID_WITHOUT_EXTRA = 32;

  private static final String[] CHANNEL = {"Google", "Facebook", "Baidu", "Apple"};
  private static final String[] STATES = {"AZ", "CA", "ID", "OR", "WA", "WY"};
  private static final String[] CITIES = {
    "Phoenix",
    "Los Angeles",
    "San Francisco",
    "Boise",
    "Portland",
    "Bend",
    "Redmond",
    "Seattle",
    "Kent",
    "Cheyenne"
  };
  private static final String[] FIRST_NAMES = {
    "Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"
  };
  private static final String[] LAST_NAMES = {
    "Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"
  };

  private final long seed;
  private final int perSecond;

  /**
   * @param seed of everything that is random
   * @param perSecond events of a second of their own time, at least 1
   */
  public NexmarkEvents(long seed, int perSecond) {
    this.seed = seed;
    this.perSecond = perSecond;
  }

  /**
   * An event.
   *
   * @param topic one of {@link #TOPICS}
   * @param id decides its partition: the person's, the auction's, or the auction's of a bid
   * @param json its fields
   */
  public record Event(String topic, long id, String json) {
    public byte[] key() {
      return Long.toString(id).getBytes(StandardCharsets.UTF_8);
    }

    public byte[] value() {
      return json.getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * The event of a number.
   *
   * @param number from 0
   */
  public Event event(long number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    long offset = number % ALL;
    if (offset < PERSONS) {
      return person(number, random);
    }
    return offset < PERSONS + AUCTIONS ? auction(number, random) : bid(number, random);
  }

  private Event person(long number, SplittableRandom random) {
    long id = FIRST_ID + newestPerson(number);
    String name = pick(FIRST_NAMES, random) + " " + pick(LAST_NAMES, random);
    String fields =
        "{\"id\":%d,\"name\":\"%s\",\"email\":\"%s@%s.com\",\"credit_card\":\"%04d %04d %04d %04d\",\"city\":\"%s\",\"state\":\"%s\",\"time\":%d"
            .formatted(
                id,
                name,
                letters(random, 7),
                letters(random, 5),
                random.nextInt(10_000),
                random.nextInt(10_000),
                random.nextInt(10_000),
                random.nextInt(10_000),
                pick(CITIES, random),
                pick(STATES, random),
                millis(number));
    return new Event("person", id, filled(fields, BYTES_OF_PERSON - PERSON_WITHOUT_EXTRA, random));
  }

  private Event auction(long number, SplittableRandom random) {
    long id = FIRST_ID + newestAuction(number);
    long initial = price(random);
    long horizon = Math.max(2L * OPEN_AUCTIONS * ALL / AUCTIONS * 1000 / perSecond, 1);
    String fields =
        "{\"id\":%d,\"item_name\":\"%s\",\"description\":\"%s\",\"initial_bid\":%d,\"reserve\":%d,\"time\":%d,\"expires\":%d,\"seller\":%d,\"category\":%d"
            .formatted(
                id,
                letters(random, 3 + random.nextInt(18)),
                letters(random, 3 + random.nextInt(98)),
                initial,
                initial + price(random),
                millis(number),
                millis(number) + 1 + random.nextLong(horizon),
                FIRST_ID
                    + (random.nextInt(HOT_PEOPLE_TO_ONE) > 0
                        ? newestPerson(number) / HOT * HOT
                        : somePerson(number, random)),
                FIRST_CATEGORY + random.nextInt(CATEGORIES));
    return new Event(
        "auction", id, filled(fields, BYTES_OF_AUCTION - AUCTION_WITHOUT_EXTRA, random));
  }

  private Event bid(long number, SplittableRandom random) {
    long auction =
        FIRST_ID
            + (random.nextInt(HOT_AUCTIONS_TO_ONE) > 0
                ? newestAuction(number) / HOT * HOT
                : someAuction(number, random));
    long bidder =
        FIRST_ID
            + (random.nextInt(HOT_PEOPLE_TO_ONE) > 0
                ? newestPerson(number) / HOT * HOT + 1
                : somePerson(number, random));
    boolean hot = random.nextBoolean();
    int channel = random.nextInt(hot ? CHANNEL.length : CHANNELS);
    String fields =
        "{\"auction\":%d,\"bidder\":%d,\"price\":%d,\"channel\":\"%s\",\"url\":\"%s\",\"time\":%d"
            .formatted(
                auction,
                bidder,
                price(random),
                hot ? CHANNEL[channel] : "channel-" + channel,
                url(channel, hot),
                millis(number));
    return new Event("bid", auction, filled(fields, BYTES_OF_BID - BID_WITHOUT_EXTRA, random));
  }

  /** Nine in ten of the pages that are not hot name their channel. */
  private static String url(int channel, boolean hot) {
    SplittableRandom ofChannel = new SplittableRandom(channel + (hot ? CHANNELS : 0));
    String page =
        "https://www.nexmark.com/%s/%s/%s/item.htm?query=1"
            .formatted(letters(ofChannel, 5), letters(ofChannel, 5), letters(ofChannel, 5));
    return hot || ofChannel.nextInt(10) == 0
        ? page
        : page + "&channel_id=" + Math.abs(Integer.reverse(channel));
  }

  private static long newestPerson(long number) {
    return number / ALL;
  }

  private static long newestAuction(long number) {
    long offset = number % ALL;
    long before = number / ALL * AUCTIONS - 1;
    return Math.max(before + Math.min(Math.max(offset - PERSONS + 1, 0), AUCTIONS), 0);
  }

  private static long somePerson(long number, SplittableRandom random) {
    long newest = newestPerson(number);
    long active = Math.min(newest, ACTIVE_PEOPLE);
    return newest - active + random.nextLong(active + LEAD);
  }

  private static long someAuction(long number, SplittableRandom random) {
    long newest = newestAuction(number);
    long oldest = Math.max(newest - OPEN_AUCTIONS, 0);
    return oldest + random.nextLong(newest - oldest + 1 + LEAD);
  }

  private static long price(SplittableRandom random) {
    return Math.round(Math.pow(10, random.nextDouble() * 6) * 100);
  }

  private long millis(long number) {
    return START.toEpochMilli() + number * 1000 / perSecond;
  }

  /** Ends an event with so many letters, more or less. */
  private static String filled(String fields, int count, SplittableRandom random) {
    int length = count * 4 / 5 + random.nextInt(count * 2 / 5 + 1);
    return fields + ",\"extra\":\"" + letters(random, length) + "\"}";
  }

  private static String letters(SplittableRandom random, int count) {
    char[] letters = new char[count];
    for (int i = 0; i < count; i++) {
      letters[i] = (char) ('a' + random.nextInt(26));
    }
    return new String(letters);
  }

  private static String pick(String[] choices, SplittableRandom random) {
    return choices[random.nextInt(choices.length)];
  }
}
