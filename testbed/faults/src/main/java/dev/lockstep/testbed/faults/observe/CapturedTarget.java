/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.faults.corpus.TestTables;
import dev.lockstep.testbed.faults.corpus.View;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Debezium captures the target; the validator judges in rounds. */
public record CapturedTarget(Judging judging) implements Observation {
    @Override
    public View view() {
        return View.CAPTURED;
    }

    @Override
    public String title() {
        return "captured by Debezium, judged in rounds with " + judging.title();
    }

    @Override
    public boolean startsFirst() {
        return true;
    }

    @Override
    public List<String> target() {
        return judging.target();
    }

    @Override
    public ObjectNode connector(Path config) {
        ObjectNode connector = ConnectRest.read(config.resolve("target-debezium-postgres.json"));
        ((ObjectNode) connector.get("config"))
                .put("schema.include.list", TestTables.SCHEMA + "," + Judging.Marking.SCHEMA);
        return connector;
    }

    @Override
    public Map<String, String> validatorSettings(Path config) {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(config.resolve(judging.file()))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the validator's settings", e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.put("target.topics", "tgt\\.(faults)\\.(.*)");
        settings.putAll(judging.settings());
        return settings;
    }
}
