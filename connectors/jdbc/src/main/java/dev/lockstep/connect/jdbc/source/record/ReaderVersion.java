/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that made a record, for its source block. */
final class ReaderVersion {
    private static final String VERSION = read();

    private ReaderVersion() {}

    static String get() {
        return VERSION;
    }

    private static String read() {
        try (InputStream in = ReaderVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin's own jar cannot be read", e);
        }
    }
}
