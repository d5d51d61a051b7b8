/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code stack up} can be asked for, and its supervisor after it. */
final class StackOptions {
    @Option(
            names = "--postgres",
            split = ",",
            paramLabel = "MAJOR",
            defaultValue = "14,17",
            description = "PostgreSQL majors: source, target, … (default: ${DEFAULT-VALUE})")
    private List<Integer> majors;

    @Option(names = "--mariadb", description = "adds MariaDB from the package mariadb-server")
    private boolean mariaDb;

    @Option(names = "--fsync", description = "database commits reach the disk")
    private boolean fsync;

    @Option(names = "--validator", paramLabel = "FILE", description = "runs a validator with this properties file")
    private Path validator;

    StackBuilder builder() {
        return Stack.builder()
                .postgres(majors.stream().mapToInt(Integer::intValue).toArray())
                .mariaDb(mariaDb)
                .fsync(fsync);
    }

    Optional<Path> validator() {
        return Optional.ofNullable(validator);
    }

    /** The same options as words of a command line. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add("--postgres");
        words.add(String.join(",", majors.stream().map(String::valueOf).toList()));
        if (mariaDb) {
            words.add("--mariadb");
        }
        if (fsync) {
            words.add("--fsync");
        }
        if (validator != null) {
            words.add("--validator");
            words.add(validator.toAbsolutePath().toString());
        }
        return words;
    }
}
