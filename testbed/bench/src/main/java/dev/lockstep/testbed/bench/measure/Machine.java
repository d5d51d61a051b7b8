/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine a run was made on.
 *
 * @param cores processors Java may use
 * @param processor model name
 * @param memoryBytes of the machine
 * @param system operating system and release
 * @param java release of the JVM that runs everything
 * @param fileSystem that holds databases and broker
 */
public record Machine(int cores, String processor, long memoryBytes, String system, String java, String fileSystem) {
    private static final int KIB = 1024;

    /**
     *
     * This machine.
     *
     *
     *
     * @param folder where databases and broker keep their data
     *
     */
    public static Machine here(Path folder) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                value(Path.of("/proc/cpuinfo"), "model name"),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                fileSystem(folder));
    }

    /** How many processes wanted to run in the last minute, on average; negative where that is not known. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static long memory() {
        String words = value(Path.of("/proc/meminfo"), "MemTotal");
        return words.endsWith("kB")
                ? Long.parseLong(words.substring(0, words.length() - 2).trim()) * KIB
                : 0;
    }

    private static String value(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    private static String fileSystem(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
