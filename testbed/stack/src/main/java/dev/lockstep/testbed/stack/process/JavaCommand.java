/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a child JVM that runs on the JDK of this one.
 *
 * @param classPath folders, jars or {@code folder/*} entries; empty takes the variable {@code CLASSPATH}
 * @param jvmFlags heap sizes, system properties
 * @param mainClass what to run
 * @param arguments its arguments
 */
public record JavaCommand(List<String> classPath, List<String> jvmFlags, String mainClass, List<String> arguments) {

    /** Copies the lists. */
    public JavaCommand {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
    }

    /** A class path entry with every jar of a folder. */
    public static String jarsOf(Path folder) {
        return folder.resolve("*").toString();
    }

    /** Program and arguments as an operating system takes them. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmFlags);
        if (!classPath.isEmpty()) {
            words.add("-cp");
            words.add(String.join(System.getProperty("path.separator"), classPath));
        }
        words.add(mainClass);
        words.addAll(arguments);
        return words;
    }
}
