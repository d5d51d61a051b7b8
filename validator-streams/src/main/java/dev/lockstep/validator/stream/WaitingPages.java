/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.ReadPositions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Pages that were observed at positions which have not been read yet. Owned by one stream thread.
 *
 * <ul>
 *   <li>Invariant L: each page waits under one partition that has not been read up to its upper bound, by that bound; so an
 *       advance looks at the pages that it frees, or that move on to wait for another partition, and at no others.
 *   <li>A whole scan may wait for one position: so one page is in memory at a time, and those that become free are judged
 *       some at a time. What comes meanwhile waits behind them.
 *   <li>A page is kept in the store until it is judged, so a crash loses none.
 * </ul>
 */
final class WaitingPages {
    private final Section store;
    private final Map<Home, NavigableMap<Long, List<Long>>> waiting = new HashMap<>();

    /** Places of pages that wait for nothing but their turn. */
    private final TreeSet<Long> free = new TreeSet<>();

    WaitingPages(Section store, ReadPositions read) {
        this.store = store;
        store.forEach((key, bytes) -> wait(parse(bytes), ByteBuffer.wrap(key).getLong(), read));
    }

    /** Takes the page at this place of the observations, unless it waits for nothing. */
    boolean keep(long place, Page page, ReadPositions read) {
        if (free.isEmpty() && blocking(page, read).isEmpty()) {
            return false;
        }
        store.put(key(place), ObservationCodec.write(page));
        wait(page, place, read);
        return true;
    }

    /** Looks which pages wait for no position any more. */
    void advance(ReadPositions read) {
        for (Home home : List.copyOf(waiting.keySet())) {
            NavigableMap<Long, List<Long>> reached = waiting.get(home).headMap(read.at(home), true);
            List<Long> places = new ArrayList<>();
            reached.values().forEach(places::addAll);
            reached.clear();
            for (long place : places) {
                wait(parse(store.get(key(place))), place, read);
            }
        }
        waiting.values().removeIf(Map::isEmpty);
    }

    /**
     * Gives pages that wait for no position, in the order of their places, and forgets them.
     *
     * @param rows no page is begun after so many
     */
    void free(int rows, Consumer<Page> judge) {
        for (int left = rows; left > 0 && !free.isEmpty(); ) {
            long place = free.first();
            Page page = parse(store.get(key(place)));
            judge.accept(page);
            store.delete(key(place));
            free.remove(place);
            left -= page.rows().size();
        }
    }

    /** Whether every page that was read below the positions read so far has been judged. */
    boolean isEven() {
        return free.isEmpty();
    }

    int size() {
        return free.size()
                + waiting.values().stream()
                        .flatMap(places -> places.values().stream())
                        .mapToInt(List::size)
                        .sum();
    }

    private void wait(Page page, long place, ReadPositions read) {
        blocking(page, read).ifPresentOrElse(home -> wait(home, bound(page, home), place), () -> free.add(place));
    }

    private void wait(Home home, long bound, long place) {
        waiting.computeIfAbsent(home, any -> new TreeMap<>())
                .computeIfAbsent(bound, any -> new ArrayList<>())
                .add(place);
    }

    /** A partition that has not been read up to the upper bound of the page. */
    private static Optional<Home> blocking(Page page, ReadPositions read) {
        for (int partition = 0; partition < page.bounds().partitions(); partition++) {
            Home home = new Home(page.topic(), partition);
            if (read.at(home) < page.bounds().hi().get(partition)) {
                return Optional.of(home);
            }
        }
        return Optional.empty();
    }

    private static long bound(Page page, Home home) {
        return page.bounds().hi().get(home.partition());
    }

    private static Page parse(byte[] bytes) {
        ObservationRecord observation = ObservationCodec.read(bytes);
        if (observation instanceof Page page) {
            return page;
        }
        throw new IllegalStateException("Something else than a page waits among the pages");
    }

    private static byte[] key(long place) {
        return ByteBuffer.allocate(Long.BYTES).putLong(place).array();
    }
}
