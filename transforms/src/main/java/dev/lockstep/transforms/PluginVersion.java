/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.kafka.connect.errors.ConnectException;

/** The version of this plugin, as the build wrote it. */
final class PluginVersion {
    private static final String RESOURCE = "version.properties";
    private static final String VERSION = read();

    private PluginVersion() {}

    static String get() {
        return VERSION;
    }

    private static String read() {
        try (InputStream resource = PluginVersion.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new ConnectException("The plugin's jar is damaged: " + RESOURCE + " cannot be read", e);
        }
    }
}
