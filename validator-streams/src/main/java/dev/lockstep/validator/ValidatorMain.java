/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: {@code lockstep-validator <properties file> [--set key=value]…}. Runs until it is told to stop (SIGTERM) or
 * something fails. Exit codes: 0 stopped normally, 3 error, with one message on standard error that says what to do.
 */
public final class ValidatorMain {
    static final int STOPPED = 0;
    static final int ERROR = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ValidatorMain.class);
    private static final String USAGE = "Usage: lockstep-validator <properties file> [--set key=value]...";
    private static final String SET = "--set";
    private static final long STOP_SECONDS = 90;

    private ValidatorMain() {}

    public static void main(String[] arguments) {
        int code = run(List.of(arguments), System.err);
        if (code != STOPPED) {
            System.exit(code);
        }
    }

    /** Everything but leaving the virtual machine. */
    static int run(List<String> arguments, PrintStream messages) {
        try {
            Optional<Throwable> failure = runUntilStopped(parse(arguments));
            failure.ifPresent(thrown -> report(thrown, messages));
            return failure.isPresent() ? ERROR : STOPPED;
        } catch (KafkaException | ExecutionException e) {
            messages.println("lockstep-validator: " + e.getMessage());
            return ERROR;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return STOPPED;
        }
    }

    private static void report(Throwable thrown, PrintStream messages) {
        LOG.error("The validator stops", thrown);
        List<String> chain = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            chain.add(String.valueOf(cause.getMessage()));
        }
        messages.println("lockstep-validator: stopped, because " + String.join(": ", chain));
    }

    private static ValidatorConfig parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("--") || arguments.size() % 2 == 0) {
            throw new ConfigException(USAGE);
        }
        Map<String, String> overrides = new HashMap<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            String setting = arguments.get(i + 1);
            int equals = setting.indexOf('=');
            if (!arguments.get(i).equals(SET) || equals < 1) {
                throw new ConfigException(USAGE);
            }
            overrides.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return ValidatorConfig.load(Path.of(arguments.get(0)), overrides);
    }

    private static Optional<Throwable> runUntilStopped(ValidatorConfig config)
            throws ExecutionException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        try (Validator validator = started(config, closed)) {
            LOG.info("Validator {} started", config.topicNames().applicationId());
            return validator.await();
        } finally {
            closed.countDown();
        }
    }

    private static Validator started(ValidatorConfig config, CountDownLatch closed)
            throws ExecutionException, InterruptedException {
        Validator validator;
        try {
            validator = new Validator(config, Clock.systemUTC());
        } catch (ExecutionException e) {
            throw TopicSetup.unreachable(config, e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(validator, closed), "stop"));
        validator.start();
        return validator;
    }

    /**
     * Ends the wait of the main thread, which then closes everything. Being told to stop is a normal end, so the exit code
     * is not the signal's.
     */
    private static void stop(Validator validator, CountDownLatch closed) {
        if (closed.getCount() == 0) {
            return;
        }
        validator.end();
        try {
            if (closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(STOPPED);
            }
            LOG.warn("The validator did not stop within {} s", STOP_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
