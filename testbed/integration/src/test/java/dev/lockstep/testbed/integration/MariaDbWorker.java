/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mariadb.jdbc.Driver;

/**
 * A worker beside that of the stack, with Debezium's connector for MariaDB, our plugins and MariaDB's driver.
 *
 * <p>Its language is not Turkish: Debezium's connector for MariaDB turns the names of types into upper case by the JVM's
 * language, does not know a POİNT, and leaves such columns out.
 */
final class MariaDbWorker {
    private static final List<String> HOSTILE =
            List.of("-Duser.timezone=America/Bahia_Banderas", "-Duser.language=de", "-Duser.country=AT");

    private MariaDbWorker() {}

    /**
     * Not started yet.
     *
     * @param id names its group, folder and log
     * @param environment what connector files find beside the addresses of the broker and of the stack's target
     * @param options words for its JVM, which come after those for a hostile zone and language
     */
    static ConnectWorker of(Stack stack, String id, Map<String, String> environment, String... options) {
        Map<String, String> variables = new TreeMap<>(stack.target().environment("LOCKSTEP_TARGET_"));
        variables.put("LOCKSTEP_BOOTSTRAP_SERVERS", stack.bootstrapServers());
        variables.putAll(environment);
        Layout layout = Layout.find();
        Path debezium = layout.debeziumMariaDbPlugin()
                .orElseThrow(
                        () -> new AssertionError("Debezium's plugin for MariaDB is not there: build with -Pmariadb"));
        return new ConnectWorker(new ConnectWorker.Settings(
                layout.kafkaLibraries(),
                stack.data().resolve("worker-" + id),
                stack.logs().resolve("worker-" + id + ".log"),
                stack.bootstrapServers(),
                "connect-" + id + "-" + stack.id(),
                List.of(
                        debezium.getParent(),
                        layout.transformsPlugin().getParent(),
                        layout.jsonPlugin().getParent(),
                        withDriver(layout.jdbcPlugin(), stack.data().resolve("plugins-" + id))),
                variables,
                Stream.concat(HOSTILE.stream(), Arrays.stream(options)).toList(),
                false));
    }

    /** As users do: the driver is not shipped with the plugin. */
    private static Path withDriver(Path plugin, Path folder) {
        Path copy = folder.resolve(plugin.getFileName());
        try (Stream<Path> files = Files.walk(plugin)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(plugin.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
            Path driver = Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Files.copy(driver, copy.resolve(driver.getFileName()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
