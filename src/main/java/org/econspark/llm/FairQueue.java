package org.econspark.llm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items of several sources, taken in turn: one source that queues thousands does not keep another
 * waiting. Not thread-safe.
 */
final class FairQueue<T> {
  private final Map<Object, Deque<T>> bySource = new LinkedHashMap<>();
  private int size;

  void addLast(Object source, T item) {
    bySource.computeIfAbsent(source, s -> new ArrayDeque<>()).addLast(item);
    size++;
  }

  /** Before what the same source queued earlier. */
  void addFirst(Object source, T item) {
    bySource.computeIfAbsent(source, s -> new ArrayDeque<>()).addFirst(item);
    size++;
  }

  /** The item that {@link #poll} would take, null if there is none. */
  T peek() {
    return size == 0 ? null : bySource.values().iterator().next().peekFirst();
  }

  /** The next item, null if there is none. */
  T poll() {
    if (size == 0) {
      return null;
    }
    Iterator<Map.Entry<Object, Deque<T>>> sources = bySource.entrySet().iterator();
    Map.Entry<Object, Deque<T>> turn = sources.next();
    Object source = turn.getKey();
    Deque<T> items = turn.getValue();
    T item = items.pollFirst();
    sources.remove();
    if (!items.isEmpty()) {
      bySource.put(source, items);
    }
    size--;
    return item;
  }

  /** Empties the queue. */
  List<T> drain() {
    List<T> items = new ArrayList<>();
    bySource.values().forEach(items::addAll);
    bySource.clear();
    size = 0;
    return items;
  }

  int size() {
    return size;
  }

  int sources() {
    return bySource.size();
  }
}
