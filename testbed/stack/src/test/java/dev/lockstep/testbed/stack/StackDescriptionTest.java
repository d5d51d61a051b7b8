/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.DatabaseKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDescriptionTest {
    private static final StackDescription.Login SOURCE = StackDescription.Login.of(new Database(
            DatabaseKind.POSTGRES, 14, "jdbc:postgresql://127.0.0.1:5/db", "127.0.0.1", 5, "db", "ada", "sesame"));

    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWrittenAndReplacesAnOlderOne() {
        Path file = folder.resolve("new/stack.json");
        StackDescription first = description("s1");
        first.write(file);
        StackDescription second = description("s2");
        second.write(file);

        assertThat(StackDescription.read(file)).isEqualTo(second);
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
    }

    @Test
    void namesTheKindInLowerCaseInAnyLocale() {
        Database mariaDb = new Database(DatabaseKind.MARIADB, 11, "jdbc:mariadb://h/db", "h", 1, "db", "u", "p");

        assertThat(StackDescription.Login.of(mariaDb).kind()).isEqualTo("mariadb");
    }

    @Test
    void tellsPeopleWhereEverythingIs() {
        assertThat(description("s1").text())
                .contains("s1", "127.0.0.1:9", "http://127.0.0.1:8", "jdbc:postgresql://127.0.0.1:5/db", "ada")
                .doesNotContain("null");
    }

    private static StackDescription description(String id) {
        return new StackDescription(
                id,
                7,
                "127.0.0.1:9",
                "http://127.0.0.1:8",
                SOURCE,
                null,
                null,
                null,
                8L,
                List.of("/plugins/a"),
                "/logs");
    }
}
