/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.regex.Pattern;

/**
 * Loads the classes of one plugin: its own come first, but for those that both sides must share. Which these are is what
 * a Connect worker shares. Thread-safe.
 */
final class PluginLoader extends URLClassLoader {
    private static final Pattern SHARED = Pattern.compile(
            "(java|javax|jdk|sun|org\\.w3c\\.dom|org\\.xml\\.sax|org\\.apache\\.kafka|org\\.slf4j)\\..*");

    /** Plugins that Kafka brings; the interfaces among them are shared. */
    private static final Pattern OWN = Pattern.compile("org\\.apache\\.kafka\\.("
            + "common\\.config\\.provider\\.(?!ConfigProvider$).*"
            + "|connect\\.(transforms\\.(?!Transformation$|predicates\\.Predicate$).*"
            + "|json\\..*|file\\..*|mirror\\..*|converters\\..*"
            + "|storage\\.(StringConverter|SimpleHeaderConverter)))");

    static {
        registerAsParallelCapable();
    }

    PluginLoader(URL[] jars, ClassLoader parent) {
        super(jars, parent);
    }

    /** Whether the plugin itself has the class. */
    boolean holds(String className) {
        return !shared(className) && findResource(className.replace('.', '/') + ".class") != null;
    }

    private static boolean shared(String className) {
        return SHARED.matcher(className).matches() && !OWN.matcher(className).matches();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && holds(name)) {
                loaded = findClass(name);
            }
            if (loaded == null) {
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }
}
