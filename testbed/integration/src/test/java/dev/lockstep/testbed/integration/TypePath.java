/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import java.util.Arrays;

/** How a value comes to be digested. */
enum TypePath {
    /** Read from the database, as by {@code ./lockstep compare}. */
    JDBC("jdbc"),
    /** As the worker stamps the record of a row that was there before the capture began. */
    SNAPSHOT("snapshot"),
    /** As the worker stamps the record of a row that comes while the capture runs. */
    LOG("log"),
    /** As whoever reads the snapshot's record from the topic decodes it from JSON. */
    SNAPSHOT_JSON("snapshot-json"),
    /** As whoever reads the log's record from the topic decodes it from JSON. */
    LOG_JSON("log-json");

    private final String text;

    TypePath(String text) {
        this.text = text;
    }

    static TypePath of(String text) {
        return Arrays.stream(values())
                .filter(path -> path.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No path is called " + text));
    }

    @Override
    public String toString() {
        return text;
    }
}
