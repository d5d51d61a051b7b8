/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.ObservationRecord.Page;
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
import java.util.function.UnaryOperator;

/** Judges the rows of pages whose positions have all been read. Owned by one stream thread. */
final class PageJudge {
    private final Reconciler reconciler;
    private final KeyTable keys;
    private final ReadPositions read;
    private final ComparedTables compared;
    private final UnaryOperator<String> tableOf;
    private final Outcome outcome;

    /** @param tableOf the table of a data topic */
    PageJudge(
            Reconciler reconciler,
            KeyTable keys,
            ReadPositions read,
            ComparedTables compared,
            UnaryOperator<String> tableOf,
            Outcome outcome) {
        this.reconciler = reconciler;
        this.keys = keys;
        this.read = read;
        this.compared = compared;
        this.tableOf = tableOf;
        this.outcome = outcome;
    }

    void judge(Page page) {
        String table = tableOf.apply(page.topic());
        compared.remember(table, new Compared(page.algorithm(), page.policy(), page.columns()));
        String contract = page.algorithm() + "/" + page.policy();
        int epoch = page.scan().map(scan -> scan.epoch()).orElse(0);
        Places places = new Places(page);
        for (var row : page.rows()) {
            byte[] key = new InternalKey(table, row.key().bytes()).toBytes();
            KeyState before = keys.get(key);
            Places.Place at = places.of(before.evidence().home());
            Image image = new Image(row.content(), contract, row.evidence().locator());
            Sample sample = new Sample(image, at.window(), page.readAt());
            outcome.take(key, before, reconciler.onSample(before, sample, at.trust(), epoch), page.readAt());
        }
    }

    /** Where the page stands for the keys of each data partition: the same for all of its rows. */
    private final class Places {
        private record Place(Window window, Trust trust) {}

        private final Page page;
        private final Place ofNewKeys;
        private final Map<Home, Place> byHome = new HashMap<>();

        Places(Page page) {
            this.page = page;
            this.ofNewKeys = new Place(new Window(0, 0), read.trust(page.topic()));
        }

        Place of(Optional<Home> home) {
            return home.isEmpty()
                    ? ofNewKeys
                    : byHome.computeIfAbsent(home.get(), known -> new Place(window(known), read.trust(known)));
        }

        private Window window(Home home) {
            return home.topic().equals(page.topic())
                            && home.partition() < page.bounds().partitions()
                    ? new Window(
                            page.bounds().lo().get(home.partition()),
                            page.bounds().hi().get(home.partition()))
                    : new Window(0, 0);
        }
    }
}
