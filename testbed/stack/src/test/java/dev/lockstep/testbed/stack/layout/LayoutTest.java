/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
    @TempDir
    private Path root;

    @Test
    void namesTheMissingPartAndTheCommandThatBuildsIt() {
        assertThatThrownBy(() -> new Layout(root).transformsPlugin())
                .isInstanceOf(NotBuiltException.class)
                .hasMessageContaining("transforms/target/plugin/lockstep-transforms-<version>")
                .hasMessageContaining("mvn -DskipTests package");
    }

    @Test
    void findsTheOnePluginFolderWhateverItsVersion() throws IOException {
        Path plugin = Files.createDirectories(root.resolve("transforms/target/plugin/lockstep-transforms-9.9"));

        assertThat(new Layout(root).transformsPlugin()).isEqualTo(plugin.toAbsolutePath());
    }

    @Test
    void refusesToChooseBetweenTwoVersions() throws IOException {
        Files.createDirectories(root.resolve("connectors/jdbc/target/plugin/lockstep-connect-jdbc-1"));
        Files.createDirectories(root.resolve("connectors/jdbc/target/plugin/lockstep-connect-jdbc-2"));

        assertThatThrownBy(() -> new Layout(root).jdbcPlugin())
                .isInstanceOf(NotBuiltException.class)
                .hasMessageContaining("mvn clean");
    }

    @Test
    void findsTheCheckoutAroundTheWorkingFolder() {
        assertThat(Layout.find().root().resolve("testbed/stack/pom.xml")).exists();
    }
}
