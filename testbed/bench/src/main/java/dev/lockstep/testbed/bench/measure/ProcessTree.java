/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A process, alone or with its children, as {@code /proc} shows it. Linux only: elsewhere nothing is found and
 * everything is 0.
 *
 * @param pid the first process
 * @param children whether the processes it started count too, those that ended included
 */
public record ProcessTree(long pid, boolean children) {
    private static final Path PROC = Path.of("/proc");
    /** Linux counts processor time in units of 1/100 s towards programs, whatever its own clock is. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int STATE = 0;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_SYSTEM_TIME = 14;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int KIB = 1024;

    /** Processor time so far: of the processes that live, and of those that ended and were waited for. */
    double cpuSeconds() {
        return members().stream().mapToDouble(this::cpuSeconds).sum();
    }

    /** Resident memory now; what the processes share, such as a database's buffers, counts once. */
    long residentBytes() {
        long own = 0;
        long files = 0;
        long shared = 0;
        for (long member : members()) {
            for (String line : lines(PROC.resolve(member + "/status"))) {
                if (line.startsWith("RssAnon:")) {
                    own += bytes(line);
                } else if (line.startsWith("RssFile:")) {
                    files = Math.max(files, bytes(line));
                } else if (line.startsWith("RssShmem:")) {
                    shared = Math.max(shared, bytes(line));
                }
            }
        }
        return own + files + shared;
    }

    /** Processor time that all of the machine has used so far. */
    static double machineCpuSeconds() {
        return lines(PROC.resolve("stat")).stream()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(ProcessTree::busySeconds)
                .orElse(0.0);
    }

    private static double busySeconds(String line) {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; guests are in user already.
        String[] words = SPACES.split(line.trim(), -1);
        double ticks = 0;
        for (int i = 1; i < words.length && i <= 8; i++) {
            if (i != 4 && i != 5) {
                ticks += Double.parseDouble(words[i]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private List<Long> members() {
        List<Long> members = new ArrayList<>(List.of(pid));
        if (children) {
            ProcessHandle.of(pid)
                    .ifPresent(
                            first -> first.descendants().map(ProcessHandle::pid).forEach(members::add));
        }
        return members;
    }

    private double cpuSeconds(long member) {
        String stat = String.join("", lines(PROC.resolve(member + "/stat")));
        // The second field is the program's name in parentheses and may hold anything.
        String[] words = SPACES.split(stat.substring(stat.lastIndexOf(')') + 1).trim(), -1);
        if (words.length <= CHILDREN_SYSTEM_TIME || words[STATE].isEmpty()) {
            return 0;
        }
        double ticks = 0;
        for (int i = USER_TIME; i <= (children ? CHILDREN_SYSTEM_TIME : SYSTEM_TIME); i++) {
            ticks += Double.parseDouble(words[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long bytes(String line) {
        String[] words = SPACES.split(line.trim(), -1);
        return words[2].toLowerCase(Locale.ROOT).equals("kb") ? Long.parseLong(words[1]) * KIB : 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException ending) {
            // A process that ends while it is read answers with an input/output error.
            return List.of();
        }
    }
}
