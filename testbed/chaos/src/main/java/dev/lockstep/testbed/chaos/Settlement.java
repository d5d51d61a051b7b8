/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import dev.lockstep.testbed.chaos.harm.ChaosTables;
import dev.lockstep.testbed.chaos.ledger.ResultTopics;
import dev.lockstep.testbed.faults.verdict.Summaries;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.command.DatabaseCommands;
import dev.lockstep.testbed.stack.command.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold while nobody writes: by the validator, by the rows themselves, by certificates. Confined to one thread. */
final class Settlement {
    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Stack stack;
    private final Summaries summaries;
    private final ResultTopics topics;
    private final Waiting waiting;

    Settlement(Stack stack, Summaries summaries, ResultTopics topics, Waiting waiting) {
        this.stack = stack;
        this.summaries = summaries;
        this.topics = topics;
        this.waiting = waiting;
    }

    /** Rows of the source. */
    long rows() {
        return counted().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, Long> counted() {
        Map<String, Long> rows = new LinkedHashMap<>();
        ChaosTables.names().forEach(table -> rows.put(table, Recovery.count(stack.source(), table)));
        return rows;
    }

    /** Waits until the target has as many rows as the source. */
    void awaitArrival() throws InterruptedException {
        Map<String, Long> rows = counted();
        if (!waiting.until(
                BOUND,
                () -> rows.entrySet().stream()
                        .allMatch(table -> Recovery.count(stack.target(), table.getKey()) == table.getValue()))) {
            throw new ChaosFailedException("The rows of the source did not reach the target");
        }
    }

    /** Waits until the validator says that every table is verified as a whole, by a scan that began after that moment. */
    void awaitVerified(Instant after) throws InterruptedException {
        Map<String, Long> rows = counted();
        if (!waiting.until(
                BOUND,
                () -> rows.entrySet().stream()
                        .allMatch(table -> summaries.verified(table.getKey(), table.getValue())
                                && summaries.scan(table.getKey()).isAfter(after)))) {
            List<String> shown = rows.keySet().stream().map(summaries::shown).toList();
            throw new ChaosFailedException("Not every table was verified within " + BOUND.toSeconds() + " s: "
                    + String.join("; ", shown) + "; the source has " + rows);
        }
    }

    /** By {@code lockstep compare}. Returns what is wrong. */
    List<String> compare() {
        return problems(
                DatabaseCommands.compare(stack.source(), stack.target(), String.join(",", ChaosTables.names())));
    }

    /** By {@code lockstep certify}, from the target alone. Returns what is wrong. */
    List<String> certify(Instant issuedSince) throws InterruptedException {
        if (!waiting.until(
                BOUND,
                () -> certificates(issuedSince).size() == ChaosTables.names().size())) {
            return List.of("not every table has got a certificate");
        }
        Path file = stack.logs().resolve("certificates.json");
        try {
            Files.write(file, certificates(issuedSince));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        return problems(DatabaseCommands.certify(file, stack.target()));
    }

    private List<String> certificates(Instant issuedSince) {
        return ChaosTables.names().stream()
                .map(table -> topics.certificate(table, issuedSince))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> problems(Said said) {
        return said.code() == 0 ? List.of() : List.of(said.text());
    }
}
