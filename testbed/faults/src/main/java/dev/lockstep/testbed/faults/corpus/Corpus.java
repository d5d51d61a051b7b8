/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All faults, each with the rows that are its own: their place gives the numbers, so new ones are added at the end. */
public final class Corpus {
    private static final List<Fault> FAULTS = Stream.of(LostRows.all(), ChangedValues.all(), MoverFaults.all())
            .flatMap(List::stream)
            .toList();

    private Corpus() {}

    public static List<Fault> faults() {
        return FAULTS;
    }

    public static RowNumbers numbers(Fault fault) {
        return RowNumbers.at(FAULTS.indexOf(fault));
    }

    /**
     * The faults of these names, or all.
     *
     * @throws IllegalArgumentException when there is none of a name
     */
    public static List<Fault> named(Set<String> names) {
        for (String name : names) {
            if (FAULTS.stream().noneMatch(fault -> fault.name().equals(name))) {
                throw new IllegalArgumentException("There is no fault called " + name + ", but "
                        + String.join(", ", FAULTS.stream().map(Fault::name).toList()));
            }
        }
        return FAULTS.stream()
                .filter(fault -> names.isEmpty() || names.contains(fault.name()))
                .toList();
    }

    /**
     * Those of these names, or of all, that a capture makes.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static List<Fault> ofTheCapture(Set<String> names) {
        List<Fault> found = named(names).stream()
                .filter(fault -> fault.expected().get(View.AUDITED) instanceof Expected.Divergent)
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("A capture makes none of the faults " + String.join(", ", names)
                    + ", but "
                    + String.join(
                            ", ",
                            ofTheCapture(Set.of()).stream().map(Fault::name).toList()));
        }
        return found;
    }
}
