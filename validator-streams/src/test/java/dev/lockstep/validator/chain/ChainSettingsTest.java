/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainSettingsTest {
    private static final String UPPER = TestTransforms.Upper.class.getName();
    private static final String SERVICE = "META-INF/services/org.apache.kafka.connect.transforms.Transformation";

    @TempDir
    private Path folder;

    private static Map<String, String> upper() {
        return new HashMap<>(Map.of("transforms.up.type", UPPER, "transforms.up.field", "name"));
    }

    private static ChainPlan plan(Map<String, String> settings, List<String> folders) {
        return new ChainSettings(settings, new PluginPath("plugin.path", folders)).plan(List.of("up"), List.of("p"));
    }

    private static Map<String, String> complete() {
        Map<String, String> settings = upper();
        settings.put("predicates.p.type", "RecordIsTombstone");
        return settings;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transforms.up.field | - | transforms.up.field: Missing required configuration",
                "transforms.up.times | often | transforms.up.times: Invalid value often",
                "transforms.up.type | - | transforms.up.type: is missing",
                "transforms.up.type | no.such.Transform | there is no class no.such.Transform. It was looked for on the class"
                        + " path; plugin.path is not set",
                "transforms.up.type | no.such.Transform | org.apache.kafka.connect.transforms.RegexRouter",
                "transforms.up.type | java.lang.String | java.lang.String is no org.apache.kafka.connect.transforms",
                "transforms.up.predicate | q | predicates does not name q. Add it there, with predicates.q.type",
                "transforms.up.negate | true | there is no transforms.up.predicate that it could negate",
                "transforms.down.field | x | transforms.down.field: transforms names up and not this",
                "predicates.q.type | x | predicates.q.type: predicates names p and not this",
                "predicates.p.type | - | predicates.p.type: is missing",
                "predicates.p.type | HasHeaderKey | predicates.p.name: Missing required configuration"
            })
    void refusesWhatIsWrongByItsKey(String key, String value, String message) {
        Map<String, String> settings = complete();
        settings.put(key, value);
        settings.values().remove("-");
        assertThatThrownBy(() -> plan(settings, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesANegationThatIsNone() {
        Map<String, String> settings = complete();
        settings.put("transforms.up.predicate", "p");
        settings.put("transforms.up.negate", "no");
        assertThatThrownBy(() -> plan(settings, List.of()))
                .hasMessageContaining("transforms.up.negate: expected true or false, found no");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Map<String, String> settings = complete();
        settings.put("transforms.up.field", "");
        settings.put("transforms.up.times", "often");
        settings.put("predicates.p.type", "Nothing");
        assertThatThrownBy(() -> plan(settings, List.of()))
                .hasMessageContaining("transforms.up.field: ")
                .hasMessageContaining("transforms.up.times: ")
                .hasMessageContaining("predicates.p.type: there is no class Nothing");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> plan(complete(), List.of(folder.resolve("none").toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("plugin.path: ")
                .hasMessageContaining("none is not there");
    }

    /** The jar of a plugin, with the class of a test under its own name. */
    private void plugin(String name) throws IOException {
        plugin(name, TestTransforms.Upper.class, TestTransforms.Base.class, TestTransforms.class);
    }

    private void plugin(String name, Class<?>... types) throws IOException {
        Path lib =
                Files.createDirectories(folder.resolve("plugins").resolve(name).resolve("lib"));
        try (OutputStream file = Files.newOutputStream(lib.resolve("transforms.jar"));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            for (Class<?> type : types) {
                String path = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(path));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(path)) {
                    bytes.transferTo(jar);
                }
            }
            jar.putNextEntry(new ZipEntry(SERVICE));
            jar.write((UPPER + " # ours\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPluginsOwnClassesComeFirst() throws IOException {
        plugin("transforms");
        int before = TestTransforms.OPEN.get();
        ChainPlan plan = plan(complete(), List.of(folder.resolve("plugins").toString()));
        try (Chain chain = plan.newChain().orElseThrow()) {
            SinkRecord record = new SinkRecord("t", 0, null, 1L, null, Map.of("name", "ann"), 0);
            assertThat(chain.apply(record))
                    .isInstanceOfSatisfying(
                            Shaped.Passed.class,
                            passed -> assertThat(passed.record().value()).isEqualTo(Map.of("name", "ANN")));
            // The plugin has a counter of its own.
            assertThat(TestTransforms.OPEN.get()).isEqualTo(before);
        }
    }

    /** Kafka's own transforms are no plugin of a worker but one of its libraries. */
    @Test
    void aJarMayStandInThePathItself() throws IOException {
        plugin("transforms");
        Path jar =
                folder.resolve("plugins").resolve("transforms").resolve("lib").resolve("transforms.jar");
        int before = TestTransforms.OPEN.get();
        try (Chain chain = plan(complete(), List.of(jar.toString())).newChain().orElseThrow()) {
            assertThat(chain.routeOf("t")).isEqualTo("t");
            assertThat(TestTransforms.OPEN.get()).isEqualTo(before);
        }
    }

    @Test
    void aClassIsFoundByItsShortName() throws IOException {
        plugin("transforms");
        Map<String, String> settings = complete();
        settings.put("transforms.up.type", "TestTransforms$Upper");
        assertThat(plan(settings, List.of(folder.resolve("plugins").toString())).isEmpty())
                .isFalse();
        assertThatThrownBy(() -> plan(settings, List.of()))
                .hasMessageContaining("there is no class TestTransforms$Upper");
    }

    @Test
    void aPluginThatIsNotWholeIsTold() throws IOException {
        plugin("transforms", TestTransforms.Needy.class, TestTransforms.Base.class);
        Map<String, String> settings = complete();
        settings.put("transforms.up.type", TestTransforms.Needy.class.getName());
        assertThatThrownBy(
                        () -> plan(settings, List.of(folder.resolve("plugins").toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("transforms.up.type: ")
                .hasMessageContaining("Is everything of it in its plugin folder?");
    }

    @Test
    void whatIsLookedForAndNotThereNamesTheFolders() throws IOException {
        plugin("transforms");
        Map<String, String> settings = complete();
        settings.put("transforms.up.type", "no.such.Transform");
        assertThatThrownBy(
                        () -> plan(settings, List.of(folder.resolve("plugins").toString())))
                .hasMessageContaining("in 1 plugins of plugin.path (")
                .hasMessageContaining("and on the class path")
                .hasMessageContaining(UPPER);
    }

    /** A transform may ask for the loader of its thread. */
    @Test
    void thePluginsLoaderIsTheThreadsWhileItRuns() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader during = Stage.within(
                new TestTransforms.Stamp<SinkRecord>(),
                () -> Thread.currentThread().getContextClassLoader());
        assertThat(during).isSameAs(TestTransforms.class.getClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
