package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Against a simulated server of some slots that queues what is too much. */
class AdaptiveLimitTest {
  private record Event(double at, int epoch, boolean full, double sentAt, boolean refused) {}

  private AdaptiveLimit limit;
  private double slotSeconds;
  private double latency = 0.2;
  private double longestCall;

  @Test
  void keepsALargeServerFull() {
    assertThat(busyShare(64, 5_000, 0, 0, 256)).isGreaterThan(0.96);
    assertThat(limit.current()).isBetween(66, 130);
  }

  @Test
  void keepsAVeryLargeServerFull() {
    assertThat(busyShare(256, 25_000, 0, 0, 1024)).isGreaterThan(0.95);
    // A trial that is under way when the calls end has a quarter more in flight.
    assertThat(limit.current()).isBetween(260, 650);
  }

  @Test
  void leavesASmallServerAlone() {
    assertThat(busyShare(8, 30_000, 0, 0, 256)).isGreaterThan(0.97);
    assertThat(limit.current()).isLessThan(60);
  }

  @Test
  void fillsAServerAtOnce() {
    assertThat(busyShare(64, 1_000, 0, 0, 256)).isGreaterThan(0.9);
    assertThat(busyShare(256, 4_000, 0, 0, 1024)).isGreaterThan(0.9);
  }

  @Test
  void callsOfASmallSlowServerDoNotTimeOut() {
    latency = 10;
    assertThat(busyShare(4, 1_000, 0, 0, 256)).isGreaterThan(0.97);
    assertThat(longestCall).as("against a time of 60 s").isLessThan(60);
  }

  @Test
  void fillsALargeSlowServer() {
    latency = 10;
    assertThat(busyShare(64, 2_000, 0, 0, 256)).isGreaterThan(0.9);
  }

  @Test
  void neverExceedsTheBound() {
    busyShare(256, 4_000, 0, 0, 40);
    assertThat(limit.current()).isEqualTo(40);
  }

  @Test
  void refusalsThatComeAnywayDoNotSlowDown() {
    assertThat(busyShare(64, 10_000, 0.11, 0, 256)).isGreaterThan(0.93);
  }

  @Test
  void backsOffFromAServerThatRefusesWhatIsTooMuch() {
    busyShare(1_000, 20_000, 0, 24, 256);
    assertThat(limit.current()).isLessThanOrEqualTo(30);
  }

  /**
   * @param faults share of calls that are refused at once
   * @param most calls at once that the server takes; 0 for as many as come
   * @return slots in use on average until the calls are answered
   */
  private double busyShare(int slots, int calls, double faults, int most, int bound) {
    limit = new AdaptiveLimit(bound, 60);
    slotSeconds = 0;
    longestCall = 0;
    PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Double.compare(a.at(), b.at()));
    Queue<Event> queued = new ArrayDeque<>();
    double now = 0;
    int answered = 0;
    int inFlight = 0;
    int inSlots = 0;
    int sent = 0;
    while (answered < calls) {
      while (inFlight < limit.current()) {
        inFlight++;
        boolean full = inFlight >= limit.current() - 1;
        boolean refused = most > 0 && inFlight > most || RandomNumbers.uniform(5, sent++) < faults;
        if (refused) {
          events.add(new Event(now + 0.005, limit.epoch(), full, now, true));
        } else if (inSlots < slots) {
          inSlots++;
          events.add(new Event(now + latency, limit.epoch(), full, now, false));
        } else {
          queued.add(new Event(0, limit.epoch(), full, now, false));
        }
      }
      Event event = events.poll();
      slotSeconds += inSlots * (event.at() - now);
      now = event.at();
      inFlight--;
      boolean tells = event.full() || limit.starting();
      if (event.refused()) {
        if (tells) {
          limit.refused(event.epoch());
        }
      } else {
        answered++;
        longestCall = Math.max(longestCall, now - event.sentAt());
        Event next = queued.poll();
        if (next == null) {
          inSlots--;
        } else {
          events.add(new Event(now + latency, next.epoch(), next.full(), next.sentAt(), false));
        }
        if (tells) {
          limit.answered(event.epoch(), 1, now - event.sentAt());
        }
      }
    }
    return slotSeconds / (slots * now);
  }
}
