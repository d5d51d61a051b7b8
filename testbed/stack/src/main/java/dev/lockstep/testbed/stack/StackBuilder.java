/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a {@link Stack} shall hold. Not thread-safe. */
public final class StackBuilder {
    private Layout layout;
    private List<Integer> majors = List.of(14, 17);
    private Optional<List<Path>> plugins = Optional.empty();
    private boolean fsync;
    private boolean mariaDb;
    private List<String> workerOptions = List.of();
    private boolean exactlyOnceSource;

    StackBuilder() {}

    /** PostgreSQL servers by major version: the first is the source, the second the target. */
    public StackBuilder postgres(int... wanted) {
        if (wanted.length == 0) {
            throw new IllegalArgumentException("A stack needs at least one PostgreSQL major");
        }
        majors = Arrays.stream(wanted).boxed().toList();
        return this;
    }

    /** Exactly these plugin folders instead of {@link Layout#plugins()}. */
    public StackBuilder plugins(List<Path> folders) {
        plugins = Optional.of(List.copyOf(folders));
        return this;
    }

    /** Whether database commits reach the disk; off by default, which is much faster. */
    public StackBuilder fsync(boolean on) {
        fsync = on;
        return this;
    }

    /** Adds a MariaDB server, from the operating system's package. */
    public StackBuilder mariaDb(boolean wanted) {
        mariaDb = wanted;
        return this;
    }

    /** Words for the JVM of the Connect worker, such as system properties. */
    public StackBuilder workerOptions(String... words) {
        workerOptions = List.of(words);
        return this;
    }

    /** Whether the worker supports exactly-once sources; off by default, as it is by Kafka's. */
    public StackBuilder exactlyOnceSource(boolean on) {
        exactlyOnceSource = on;
        return this;
    }

    /** The checkout to take everything from; by default {@link Layout#find()}. */
    public StackBuilder layout(Layout checkout) {
        layout = checkout;
        return this;
    }

    /**
     * Starts everything and waits until it is ready; stops everything again if a part fails.
     *
     * @throws dev.lockstep.testbed.stack.process.StartFailedException with the last log lines of the part
     * @throws dev.lockstep.testbed.stack.layout.NotBuiltException if the build has not made something it needs
     */
    public Stack start() {
        Layout checkout = layout();
        return start(StackFolder.create(checkout));
    }

    Stack start(StackFolder folder) {
        Layout checkout = layout();
        List<Path> folders = plugins.orElseGet(checkout::plugins);
        return new Stack(StackStart.run(
                checkout,
                folder,
                new StackStart.Wanted(majors, folders, fsync, mariaDb, workerOptions, exactlyOnceSource)));
    }

    Layout layout() {
        return layout == null ? Layout.find() : layout;
    }
}
