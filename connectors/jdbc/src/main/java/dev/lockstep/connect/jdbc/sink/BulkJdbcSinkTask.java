/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.sink.StartedSink;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adapts the worker's lifecycle to a {@link StartedSink}.
 *
 * <p>The defaults of {@code flush}, {@code preCommit}, {@code open} and {@code close} are right as they are: when
 * {@link #put} returns, all it was given is durable and nothing is kept.
 */
public final class BulkJdbcSinkTask extends SinkTask {
    private static final Logger log = LoggerFactory.getLogger(BulkJdbcSinkTask.class);

    private Optional<StartedSink<JdbcChange>> started = Optional.empty();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        BulkJdbcSinkConfig config = new BulkJdbcSinkConfig(properties);
        List<ConfigProblem> problems = BulkJdbcSinkConfig.problems(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream()
                    .map(problem -> problem.key() + ": " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
        Clock clock = Clock.systemUTC();
        JdbcSession session = new JdbcSession(new Connections(), config.address());
        started = Optional.of(new StartedSink<>(
                new JdbcTargetStore(session, config.router(), clock), context, config.sinkSettings(), clock));
        log.info("Started, version {}", version());
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        started.orElseThrow(() -> new ConnectException("Records came to a task that was not started"))
                .put(records);
    }

    @Override
    public void stop() {
        started.ifPresent(StartedSink::close);
        started = Optional.empty();
        log.info("Stopped");
    }
}
