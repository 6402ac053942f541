package org.econspark.spark;

import java.io.Serializable;
import java.util.Collection;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A stretch of the hash order in which problems are cut into chunks, so that the stored answers of
 * a chunk can be found without reading those of others.
 *
 * @param from smallest place, 8 hex digits
 * @param to largest place, included
 */
record PlaceRange(String from, String to) implements Serializable {
  private static final int DIGITS = 8;

  static PlaceRange of(Collection<String> problemIds) {
    String from = null;
    String to = null;
    for (String id : problemIds) {
      String place = DigestUtils.sha256Hex(id).substring(0, DIGITS);
      from = from == null || place.compareTo(from) < 0 ? place : from;
      to = to == null || place.compareTo(to) > 0 ? place : to;
    }
    return new PlaceRange(from, to);
  }

  PlaceRange and(PlaceRange other) {
    return new PlaceRange(
        from.compareTo(other.from) < 0 ? from : other.from,
        to.compareTo(other.to) > 0 ? to : other.to);
  }

  boolean overlaps(PlaceRange other) {
    return from.compareTo(other.to) <= 0 && other.from.compareTo(to) <= 0;
  }
}
