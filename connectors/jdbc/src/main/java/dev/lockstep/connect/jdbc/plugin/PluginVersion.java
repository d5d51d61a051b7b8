/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this plugin was built as: that of its connectors, and of what made a record. */
public final class PluginVersion {
    private static final String VERSION = read();

    private PluginVersion() {}

    public static String get() {
        return VERSION;
    }

    private static String read() {
        try (InputStream in = PluginVersion.class.getResourceAsStream("plugin-version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin's own jar cannot be read", e);
        }
    }
}
