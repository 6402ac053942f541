package org.econspark.benchmark.travel;

import java.util.Locale;

/**
 * How the constraints are read where the published code is odd.
 *
 * <table>
 * <caption>Differences</caption>
 * <tr><th>subject</th><th>official</th><th>strict</th></tr>
 * <tr><td>current city on a day without travel</td><td>any place whose text holds one letter of the
 *     city's name will do, for the accommodation the last letter</td><td>each place is in the
 *     city</td></tr>
 * <tr><td>place names</td><td>a part of the name will do; of several the first counts</td><td>the
 *     whole name</td></tr>
 * <tr><td>attractions</td><td>what follows the last semicolon is not looked at</td><td>all</td></tr>
 * <tr><td>restaurants twice</td><td>whole texts are compared</td><td>names and cities, ignoring
 *     case</td></tr>
 * <tr><td>days beyond the asked ones</td><td>not looked at</td><td>the plan is not
 *     complete</td></tr>
 * <tr><td>half filled</td><td>day number, city and any other key count</td><td>the six items
 *     count</td></tr>
 * <tr><td>start</td><td>only checked where day 1 is written as a way</td><td>day 1 leaves the start
 *     city</td></tr>
 * <tr><td>flights</td><td>any day's</td><td>of the day of the plan, where dates are known</td></tr>
 * <tr><td>parties</td><td>never forbidden (the code asks for a misspelt rule)</td><td>forbidden by
 *     "No parties"</td></tr>
 * <tr><td>cuisine</td><td>a meal in the start city hides the later meals of its day</td><td>only
 *     itself</td></tr>
 * <tr><td>kind of transport</td><td>{@code Flight} and {@code Self-driving} with capitals</td>
 *     <td>ignoring case</td></tr>
 * </table>
 *
 * <p>Where the published code would break off, the constraint fails in either mode.
 */
public enum TravelMode {
  OFFICIAL,
  STRICT;

  /** The mode of that name in settings. */
  public static TravelMode byName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  boolean isStrict() {
    return this == STRICT;
  }
}
