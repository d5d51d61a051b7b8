/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.quality.Quality.Tally;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord.Row;
import dev.lockstep.validator.report.RatedRows;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the newest versions of the rows stood up to their rules, by key and added up by table, in one partition. Of a table
 * whose records do not say, nothing is kept and nothing is looked up. Owned by one stream thread.
 *
 * <p>The sums are in memory only and rebuilt from the keys; what a key had is taken off before what it has is added, so a
 * version that is processed twice counts once.
 */
final class Qualities {
    private final Section store;
    private final Names names;
    private final Map<String, RatedRows> tables = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    /** @param names numbers for the names of rules */
    Qualities(Section store, Names names) {
        this.store = store;
        this.names = names;
        store.forEach((key, quality) -> replace(InternalKey.parse(key).table(), Optional.empty(), read(quality)));
    }

    /**
     * A version was read.
     *
     * @param before the state of its key before that
     * @param said what its record says of its quality
     */
    void take(byte[] key, KeyState before, Row row, Optional<Quality> said) {
        if (row.side() != Side.SOURCE || (said.isEmpty() && tables.isEmpty()) || overtaken(before, row)) {
            return;
        }
        String table = InternalKey.parse(key).table();
        Optional<Quality> now = row.content() instanceof Content.Absent ? Optional.empty() : said;
        if (now.isEmpty() && !tables.containsKey(table)) {
            return;
        }
        Optional<Quality> known = read(store.get(key));
        if (known.equals(now)) {
            return;
        }
        replace(table, known, now);
        if (now.isPresent()) {
            store.put(key, write(now.get()));
        } else {
            store.delete(key);
        }
    }

    /** Whether a later version of the key was read before: ours is a replay. */
    private static boolean overtaken(KeyState before, Row row) {
        Home home = new Home(row.position().topic(), row.position().partition());
        return before.evidence().home().filter(home::equals).isPresent()
                && before.evidence()
                        .latest()
                        .filter(last -> last.lastOffset() > row.position().offset())
                        .isPresent();
    }

    private void replace(String table, Optional<Quality> before, Optional<Quality> after) {
        RatedRows rows = tables.getOrDefault(table, RatedRows.NONE);
        if (before.isPresent()) {
            rows = rows.with(before.get(), -1);
        }
        if (after.isPresent()) {
            rows = rows.with(after.get(), 1);
        }
        tables.put(table, rows);
        changed.add(table);
    }

    /** Tells the sums of the tables that changed since the last call. */
    void tell(Totals totals) {
        changed.forEach(table -> totals.rated(table, tables.get(table)));
        changed.clear();
    }

    private byte[] write(Quality quality) {
        BinaryWriter out = new BinaryWriter();
        for (Dimension dimension : Dimension.values()) {
            Tally tally = quality.tallies().get(dimension);
            out.writeLong(tally.held()).writeLong(tally.rules());
        }
        quality.violated().forEach(rule -> out.writeLong(names.numberOf(rule)));
        return out.toByteArray();
    }

    private Optional<Quality> read(byte[] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        BinaryReader in = new BinaryReader(bytes);
        Map<Dimension, Tally> tallies = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            tallies.put(dimension, new Tally((int) in.readLong(), (int) in.readLong()));
        }
        List<String> violated = new ArrayList<>();
        while (in.hasMore()) {
            violated.add(names.nameOf(in.readLong()));
        }
        return Optional.of(new Quality(tallies, violated));
    }
}
