/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.reconcile.Window;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.report.Compared;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Judges the rows of pages whose positions have all been read. Owned by one stream thread. */
final class PageJudge {
    private final Reconciler reconciler;
    private final KeyTable keys;
    private final ReadPositions read;
    private final ComparedTables compared;
    private final DataTopics topics;
    private final Levels levels;
    private final FilteredKeys filtered;
    private final Outcome outcome;

    PageJudge(
            Reconciler reconciler,
            KeyTable keys,
            ReadPositions read,
            ComparedTables compared,
            DataTopics topics,
            Levels levels,
            FilteredKeys filtered,
            Outcome outcome) {
        this.reconciler = reconciler;
        this.keys = keys;
        this.read = read;
        this.compared = compared;
        this.topics = topics;
        this.levels = levels;
        this.filtered = filtered;
        this.outcome = outcome;
    }

    void judge(Page page) {
        String table = topics.tableOf(page.topic());
        compared.remember(table, new Compared(page.algorithm(), page.policy(), page.columns()));
        String contract = page.algorithm() + "/" + page.policy();
        int epoch = page.scan().map(scan -> scan.epoch()).orElse(0);
        Places places = new Places(page, table);
        Level level = levels.of(table);
        for (var row : page.rows()) {
            if (!level.covers(row.key().bytes())) {
                continue;
            }
            byte[] key = new InternalKey(table, row.key().bytes()).toBytes();
            KeyState before = keys.get(key);
            Image image = Image.of(row.content(), contract, row.evidence());
            Reconciler.Step step = places.of(before.evidence().home())
                    .map(at -> reconciler.onSample(
                            before,
                            new Sample(image, at.window(), page.snapshot().at()),
                            page.snapshot(),
                            filtered.trust(key, at.trust()),
                            epoch))
                    .orElseGet(() ->
                            reconciler.onStray(before, image, page.snapshot().at()));
            outcome.take(key, before, step, page.snapshot().at());
        }
    }

    /** Where the page stands for the keys of each data partition: the same for all of its rows. */
    private final class Places {
        private record Place(Window window, Trust trust) {}

        private final Page page;
        private final String table;
        private final Map<Optional<Home>, Optional<Place>> byHome = new HashMap<>();

        Places(Page page, String table) {
            this.page = page;
            this.table = table;
        }

        /** Empty when the page says nothing of where keys of this partition were. */
        Optional<Place> of(Optional<Home> home) {
            return byHome.computeIfAbsent(
                    home,
                    known -> topics.foreign(page.topic(), table, known)
                            ? Optional.empty()
                            : Optional.of(new Place(
                                    known.map(this::window).orElse(new Window(0, 0)),
                                    known.map(read::trust).orElseGet(() -> read.trust(page.topic())))));
        }

        /** A partition that the observer did not know had nothing in the target. */
        private Window window(Home home) {
            return home.partition() < page.bounds().partitions()
                    ? new Window(
                            page.bounds().lo().get(home.partition()),
                            page.bounds().hi().get(home.partition()))
                    : new Window(0, 0);
        }
    }
}
