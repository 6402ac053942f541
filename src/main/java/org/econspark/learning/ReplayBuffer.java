package org.econspark.learning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.econspark.episode.Trajectory;

/** The latest episodes, oldest first. */
final class ReplayBuffer {
  private final int capacity;
  private final ArrayDeque<Trajectory> episodes = new ArrayDeque<>();

  ReplayBuffer(int capacity, Collection<Trajectory> episodes) {
    this.capacity = capacity;
    episodes.forEach(this::add);
  }

  void add(Trajectory episode) {
    episodes.addLast(episode);
    if (episodes.size() > capacity) {
      episodes.removeFirst();
    }
  }

  List<Trajectory> episodes() {
    return List.copyOf(episodes);
  }

  /** Different episodes, all of them where there are fewer than asked for. */
  List<Trajectory> sample(int count, SplittableRandom random) {
    List<Trajectory> pool = new ArrayList<>(episodes);
    int size = Math.min(count, pool.size());
    for (int i = 0; i < size; i++) {
      int chosen = random.nextInt(i, pool.size());
      Trajectory episode = pool.get(chosen);
      pool.set(chosen, pool.get(i));
      pool.set(i, episode);
    }
    return List.copyOf(pool.subList(0, size));
  }
}
