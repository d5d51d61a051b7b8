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
 * <p>Invariant L: each page waits under one partition that has not been read up to its upper bound, by that bound; so an
 * advance looks at the pages that it frees, or that move on to wait for another partition, and at no others.
 *
 * <p>One page is in memory at a time: a whole scan may wait for one position.
 */
final class WaitingPages {
    private final Section store;
    private final Map<Home, NavigableMap<Long, List<Long>>> waiting = new HashMap<>();

    WaitingPages(Section store, ReadPositions read) {
        this.store = store;
        store.forEach((key, bytes) -> {
            Page page = parse(bytes);
            // One that waits for nothing any more is freed by the next advance.
            Home home = blocking(page, read).orElse(new Home("", 0));
            wait(home, bound(page, home), ByteBuffer.wrap(key).getLong());
        });
    }

    /** Takes the page at this place of the observations, unless it waits for nothing. */
    boolean keep(long place, Page page, ReadPositions read) {
        Optional<Home> home = blocking(page, read);
        home.ifPresent(blocked -> {
            store.put(key(place), ObservationCodec.write(page));
            wait(blocked, bound(page, blocked), place);
        });
        return home.isPresent();
    }

    /** Gives the pages that wait for nothing any more, in the order of their places, and forgets them. */
    void free(ReadPositions read, Consumer<Page> decide) {
        TreeSet<Long> free = new TreeSet<>();
        for (Home home : List.copyOf(waiting.keySet())) {
            NavigableMap<Long, List<Long>> reached =
                    waiting.get(home).headMap(home.topic().isEmpty() ? Long.MAX_VALUE : read.at(home), true);
            List<Long> places = new ArrayList<>();
            reached.values().forEach(places::addAll);
            reached.clear();
            for (long place : places) {
                Page page = parse(store.get(key(place)));
                Optional<Home> next = blocking(page, read);
                if (next.isPresent()) {
                    wait(next.get(), bound(page, next.get()), place);
                } else {
                    free.add(place);
                }
            }
        }
        waiting.values().removeIf(Map::isEmpty);
        for (long place : free) {
            decide.accept(parse(store.get(key(place))));
            store.delete(key(place));
        }
    }

    int size() {
        return waiting.values().stream()
                .flatMap(places -> places.values().stream())
                .mapToInt(List::size)
                .sum();
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
        return home.topic().isEmpty() ? 0 : page.bounds().hi().get(home.partition());
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
