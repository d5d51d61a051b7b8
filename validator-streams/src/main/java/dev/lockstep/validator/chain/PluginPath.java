/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where classes of transforms and predicates are looked for: in plugin folders as a worker has them, each with a class
 * loader of its own, then on the class path. A folder of the path holds plugins, each a folder with jars at any depth, or
 * a jar. Thread-safe.
 */
public final class PluginPath {
    private static final String SERVICES = "META-INF/services/";

    private final String setting;
    private final List<Path> folders;
    private final List<PluginLoader> plugins = new ArrayList<>();
    private final ClassLoader own = PluginPath.class.getClassLoader();

    /**
     * @param setting the key that errors name
     * @param folders none for the class path alone
     * @throws ConfigException when a folder is not there or cannot be read
     */
    public PluginPath(String setting, List<String> folders) {
        this.setting = setting;
        this.folders = folders.stream().map(Path::of).toList();
        for (Path folder : this.folders) {
            try {
                open(folder);
            } catch (IOException e) {
                throw new ConfigException(setting + ": cannot read " + folder + " (" + e + ")");
            }
        }
    }

    private void open(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new ConfigException(setting + ": " + folder.toAbsolutePath()
                    + " is not there. Expected a folder that holds plugin folders, as plugin.path of a Connect worker");
        }
        if (isJar(folder)) {
            plugins.add(new PluginLoader(new URL[] {url(folder)}, own));
            return;
        }
        for (Path plugin : children(folder)) {
            List<URL> urls = new ArrayList<>();
            if (isJar(plugin)) {
                urls.add(url(plugin));
            } else if (Files.isDirectory(plugin)) {
                urls.add(url(plugin));
                try (Stream<Path> all = Files.walk(plugin)) {
                    for (Path jar : all.filter(PluginPath::isJar).sorted().toList()) {
                        urls.add(url(jar));
                    }
                }
            }
            if (!urls.isEmpty()) {
                plugins.add(new PluginLoader(urls.toArray(URL[]::new), own));
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    /**
     * The class of this name, or the only known one whose name without its package this is.
     *
     * @param kind what it has to implement
     * @throws ConfigException when there is none, or it is something else; the message starts with the key
     */
    Class<?> find(String key, String name, Class<?> kind) {
        Class<?> found = load(key, name)
                .orElseGet(() -> load(key, fullName(key, name, kind)).orElseThrow(() -> notFound(key, name, kind)));
        if (!kind.isAssignableFrom(found)) {
            throw new ConfigException(key + ": " + found.getName() + " is no " + kind.getName()
                    + ". Known classes that are: " + list(known(kind)));
        }
        return found;
    }

    private Optional<Class<?>> load(String key, String name) {
        ClassLoader loader = plugins.stream()
                .filter(plugin -> plugin.holds(name))
                .findFirst()
                .map(ClassLoader.class::cast)
                .orElse(own);
        try {
            return Optional.of(Class.forName(name, true, loader));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (LinkageError e) {
            throw new ConfigException(key + ": " + name + " cannot be loaded (" + e
                    + "). Is everything that it needs in its plugin folder?");
        }
    }

    private String fullName(String key, String name, Class<?> kind) {
        List<String> fitting = known(kind).stream()
                .filter(known -> known.substring(known.lastIndexOf('.') + 1).equals(name))
                .toList();
        if (fitting.size() != 1) {
            throw notFound(key, name, kind);
        }
        return fitting.get(0);
    }

    private ConfigException notFound(String key, String name, Class<?> kind) {
        String places = folders.isEmpty()
                ? "on the class path; " + setting + " is not set"
                : "in " + plugins.size() + " plugins of " + setting + " (" + list(folders) + ") and on the class path";
        return new ConfigException(key + ": there is no class " + name + ". It was looked for " + places
                + ". Known classes of this kind: " + list(known(kind)));
    }

    private static String list(Collection<?> names) {
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.stream().map(String::valueOf).toList());
    }

    /** Those that plugins list as they have to. */
    private Set<String> known(Class<?> kind) {
        Set<String> names = new TreeSet<>();
        try {
            for (PluginLoader plugin : plugins) {
                for (URL file : Collections.list(plugin.findResources(SERVICES + kind.getName()))) {
                    names.addAll(read(file));
                }
            }
            for (URL file : Collections.list(own.getResources(SERVICES + kind.getName()))) {
                names.addAll(read(file));
            }
        } catch (IOException e) {
            // It is only asked for messages, and for short names: a list that cannot be read names nothing.
            return names;
        }
        return names;
    }

    private static List<String> read(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
