package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Names, things, places and small grammar that all families draw from. */
final class Vocabulary {

  /** A first name with its pronouns. */
  record Person(String name, String he, String his, String him) {

    /** Pronoun at the start of a sentence. */
    String heCapital() {
      return capital(he);
    }

    String hisCapital() {
      return capital(his);
    }
  }

  /** A countable thing. */
  record Thing(String singular, String plural) {

    /** The form that goes with a count. */
    String of(long count) {
      return count == 1 ? singular : plural;
    }

    /** Count and form, e.g. {@code 1 apple}, {@code 12 apples}. */
    String count(long count) {
      return count + " " + of(count);
    }

    /** Singular with its article, e.g. {@code an apple}. */
    String withArticle() {
      return article(singular) + " " + singular;
    }
  }

  static final List<Person> PEOPLE =
      Stream.concat(
              words(
                      "Adam Ben Carlos David Ethan Felix George Hugo Ivan Jack Kevin Liam Marco"
                          + " Noah Oscar Peter Quinn Ravi Sam Tom Victor Walter Yusuf Omar Leo Max"
                          + " Nico Paul Henry Simon Martin Diego")
                  .stream()
                  .map(name -> new Person(name, "he", "his", "him")),
              words(
                      "Anna Bella Clara Diana Emma Fiona Grace Hannah Iris Julia Kate Lena Maria"
                          + " Nora Olivia Paula Rosa Sara Tina Uma Vera Wendy Yara Zoe Mia Lucy"
                          + " Alice Eva Helen Laura Nina Ruth")
                  .stream()
                  .map(name -> new Person(name, "she", "her", "her")))
          .toList();

  /** Small things that people own, give away, lose and collect. */
  static final List<Thing> OBJECTS =
      things(
          "apple apples,pencil pencils,marble marbles,sticker stickers,cookie cookies,book books,"
              + "card cards,stamp stamps,coin coins,shell shells,balloon balloons,candy candies,"
              + "orange oranges,pen pens,button buttons,bead beads,flower flowers,egg eggs,"
              + "muffin muffins,photo photos,magnet magnets,crayon crayons,bottle bottles,"
              + "peach peaches,lemon lemons,ribbon ribbons,puzzle puzzles,notebook notebooks,"
              + "cup cups,block blocks,badge badges,key keys,postcard postcards,seed seeds,"
              + "feather feathers,pebble pebbles");

  /** Containers that hold a number of objects each. */
  static final List<Thing> CONTAINERS =
      things(
          "pack packs,box boxes,bag bags,crate crates,basket baskets,jar jars,tin tins,sack sacks,"
              + "case cases,tray trays");

  /** Things with a price. */
  static final List<Thing> GOODS =
      things(
          "shirt shirts,hat hats,book books,lamp lamps,chair chairs,bag bags,ball balls,"
              + "scarf scarves,mug mugs,clock clocks,toy toys,plant plants,belt belts,kite kites,"
              + "vase vases,rug rugs,bowl bowls,pillow pillows,poster posters,brush brushes,"
              + "blanket blankets,candle candles,basket baskets,helmet helmets");

  /** Things that are made, grown or caught. */
  static final List<Thing> PRODUCTS =
      things(
          "loaf loaves,cake cakes,pie pies,tile tiles,brick bricks,toy toys,shirt shirts,"
              + "candle candles,bowl bowls,basket baskets,chair chairs,mask masks,lamp lamps,"
              + "box boxes,kite kites,doll dolls");

  static final List<Thing> ANIMALS =
      things(
          "goat goats,pony ponies,sheep sheep,llama llamas,dog dogs,calf calves,turkey turkeys,"
              + "goose geese,cow cows,duck ducks,hen hens,rabbit rabbits,horse horses,pig pigs");

  static final List<Thing> VEHICLES =
      things("bus buses,van vans,boat boats,truck trucks,train trains,tram trams,ferry ferries");

  static final List<Thing> JOBS =
      things(
          "baker bakers,plumber plumbers,painter painters,driver drivers,tutor tutors,"
              + "gardener gardeners,waiter waiters,nurse nurses,clerk clerks,tailor tailors,"
              + "mechanic mechanics,farmer farmers,cook cooks,guide guides,carpenter carpenters");

  static final List<String> CURRENCIES = List.of("dollars", "euros", "pounds");

  static final List<String> WEEKDAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  static final List<String> COLOURS =
      words("red blue green yellow white black brown pink purple grey");

  static final List<String> SHOPS =
      List.of("bakery", "shop", "market stall", "bookshop", "toy shop", "garden centre", "kiosk");

  static final List<String> PLACES =
      List.of(
          "school", "library", "farm", "club", "factory", "museum", "camp", "office", "hotel",
          "theatre");

  static final List<String> CITIES =
      words(
          "Rome Paris Oslo Lima Cairo Delhi Tokyo Quito Milan Porto Dublin Vienna Prague Berlin"
              + " Madrid Athens Lisbon Boston Seoul Hanoi Krakow Geneva Naples Bergen Seville Lyon"
              + " Ghent Turin Malaga Zurich");

  private static final List<String> FRACTIONS =
      List.of("half", "a third", "a quarter", "a fifth", "a sixth");

  private Vocabulary() {}

  /** One part of two to six, e.g. {@code a third}. */
  static String fraction(int parts) {
    return FRACTIONS.get(parts - 2);
  }

  /** Words parted by single spaces. */
  static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  /** Things written {@code singular plural}, parted by commas. */
  static List<Thing> things(String text) {
    return Arrays.stream(text.split(","))
        .map(pair -> pair.split(" "))
        .map(pair -> new Thing(pair[0], pair[1]))
        .toList();
  }

  @SafeVarargs
  static <T> T pick(RandomGenerator random, T... options) {
    return options[random.nextInt(options.length)];
  }

  static <T> T pick(RandomGenerator random, List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  /** A person of another pronoun, so that pronouns of a story stay clear. */
  static Person unlike(RandomGenerator random, Person person) {
    Person other = pick(random, PEOPLE);
    while (other.he().equals(person.he())) {
      other = pick(random, PEOPLE);
    }
    return other;
  }

  /** Several different entries, in random order. */
  static <T> List<T> sample(RandomGenerator random, List<T> options, int count) {
    if (count > options.size()) {
      throw new IllegalArgumentException(
          "Cannot pick " + count + " different entries of " + options.size());
    }
    List<T> rest = new ArrayList<>(options);
    for (int i = 0; i < count; i++) {
      Collections.swap(rest, i, i + random.nextInt(rest.size() - i));
    }
    return List.copyOf(rest.subList(0, count));
  }

  /** All entries in random order. */
  static <T> List<T> shuffled(RandomGenerator random, List<T> options) {
    return sample(random, options, options.size());
  }

  /** Uniform in {@code low..high}, both included. */
  static int between(RandomGenerator random, int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  static boolean chance(RandomGenerator random, double probability) {
    return random.nextDouble() < probability;
  }

  /** First letter in upper case. */
  static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  static String article(String noun) {
    return "aeiou".indexOf(Character.toLowerCase(noun.charAt(0))) >= 0 ? "an" : "a";
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
