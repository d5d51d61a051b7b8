/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final BlockingQueue<List<String>> changes = new LinkedBlockingQueue<>();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Deque<TopicWatch.Look> answers = new ArrayDeque<>();
    private TopicWatch watch;

    private List<String> next(Set<String> known) throws SQLException, InterruptedException {
        TopicWatch.Look answer = answers.poll();
        if (answer == null) {
            answered.countDown();
            return List.copyOf(known);
        }
        return answer.topics(known);
    }

    @Test
    void tasksAreMadeAnewWhenTheTopicsAreOthersAndOnlyThen() throws Exception {
        answers.add(known -> List.of("b", "a"));
        answers.add(known -> List.of());
        answers.add(known -> {
            throw new ConnectException("The brokers do not answer");
        });
        answers.add(known -> {
            throw new SQLException("The database is away", "08001");
        });
        answers.add(known -> List.of("a", "b", "c"));
        CountDownLatch made = new CountDownLatch(1);
        watch = new TopicWatch(
                List.of("a", "b"),
                known -> {
                    made.await();
                    return next(known);
                },
                () -> changes.add(watch.topics()),
                OFTEN);
        made.countDown();
        try (TopicWatch open = watch) {
            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(changes).containsExactly(List.of("a", "b", "c"));
            assertThat(open.topics()).containsExactly("a", "b", "c");
        }
    }
}
